<!--
  GET /records/:patient/download?lock=yes&dates=&from=&to=&type=&what=
  POST /records/:patient/download when it was refused (422)

  Expects: page @password_min; form/field dates, from, to, type, what: what was
  chosen before; password, password2 @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>

<xsl:template match="page" mode="title">A password for your file</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'records'"/></xsl:call-template>
  <xsl:call-template name="problems"/>
  <form class="sheet stack" method="post" novalidate="novalidate" action="/records/{patient/@id}/download">
    <h2>A password for your file</h2>
    <!-- Without a key: a download makes nothing, and may come again. -->
    <input type="hidden" name="csrf" value="{@csrf}"/>
    <xsl:apply-templates select="form/field[@name = 'dates' or @name = 'from' or @name = 'to' or @name = 'type' or @name = 'what'][string()]" mode="kept"/>
    <div class="note warn slim"><xsl:call-template name="icon-alert"/><div><p><b>We can’t give this password back to you.</b> We don’t keep it. Without it, nobody can open the file. You can always download the record again.</p></div></div>
    <p><span class="about who-{patient/@color}"><span class="disc small" aria-hidden="true"><xsl:value-of select="patient/@initials"/></span><span>This is the record of <b><xsl:value-of select="patient/@name"/></b></span></span></p>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'password'"/>
      <xsl:with-param name="label">Password for the file</xsl:with-param>
      <xsl:with-param name="hint"><xsl:value-of select="@password_min"/> characters or more. Do not use the password of your account.</xsl:with-param>
      <xsl:with-param name="type" select="'password'"/>
      <xsl:with-param name="autocomplete" select="'off'"/>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'password2'"/>
      <xsl:with-param name="label">Type it again</xsl:with-param>
      <xsl:with-param name="type" select="'password'"/>
      <xsl:with-param name="autocomplete" select="'off'"/>
    </xsl:call-template>
    <xsl:call-template name="show-password"/>
    <p class="hint">The file is locked with AES-256. Windows 11 and Mac open it as they are. On older computers a free program like 7-Zip does.</p>
    <div class="actions">
      <button class="btn" type="submit" data-many="yes" data-making="Making your file…"><xsl:call-template name="icon-download"/>Download</button>
      <a class="btn quiet" href="/records/{patient/@id}">Go back</a>
    </div>
  </form>
</xsl:template>

<xsl:template match="field" mode="kept"><input type="hidden" name="{@name}" value="{.}"/></xsl:template>
</xsl:stylesheet>
