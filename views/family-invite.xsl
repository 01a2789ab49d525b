<!--
  GET, POST /family/:patient/invite

  Expects: page @own_account_age; patient, the own record; relation = what somebody can be to one;
  form/field name, email, relation, level, last_day.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="family-level.xsl"/>

<xsl:template match="page" mode="title">Invite Family Member</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p><a class="go" href="/family/settings">Back to Family Access</a></p>
    <h1>Invite Family Member</h1>
    <p class="soft">They get an email and use an account of their own, never yours. They must be <xsl:value-of select="@own_account_age"/> or older.</p></div>
  <xsl:call-template name="problems"/>
  <form class="sheet stack" method="post" novalidate="novalidate" action="/family/{patient/@id}/invite">
    <xsl:call-template name="token"/>
    <div class="two">
      <xsl:call-template name="control">
        <xsl:with-param name="name">name</xsl:with-param>
        <xsl:with-param name="label">Their name</xsl:with-param>
        <xsl:with-param name="autocomplete">off</xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="." mode="relation"/>
    </div>
    <xsl:call-template name="control">
      <xsl:with-param name="name">email</xsl:with-param>
      <xsl:with-param name="label">Their email</xsl:with-param>
      <xsl:with-param name="hint">Their own email, not yours. The invitation goes there.</xsl:with-param>
      <xsl:with-param name="type">email</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="access-level"/>
    <xsl:call-template name="last-day"/>
    <div class="actions"><button class="btn" type="submit">Send the invitation</button></div>
  </form>
</xsl:template>

<xsl:template match="page" mode="relation">
  <xsl:variable name="typed" select="form/field[@name = 'relation']"/>
  <div>
    <xsl:attribute name="class">field<xsl:if test="$typed/@error"> bad</xsl:if></xsl:attribute>
    <label for="relation">They are my</label>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <select id="relation" name="relation" required="">
      <xsl:call-template name="described">
        <xsl:with-param name="name">relation</xsl:with-param>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template>
      <option value="">Choose</option>
      <xsl:for-each select="relation">
        <option value="{.}"><xsl:if test=". = $typed"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if><xsl:value-of select="."/></option>
      </xsl:for-each>
    </select>
  </div>
</xsl:template>

<xsl:template match="field[@name = 'name']/@error[. = 'required']" mode="says">Write their name.</xsl:template>
<xsl:template match="field[@name = 'email']/@error[. = 'required']" mode="says">Write their email.</xsl:template>
<xsl:template match="field[@name = 'relation']/@error[. = 'required' or . = 'not-a-choice']" mode="says">Choose what they are to you.</xsl:template>
</xsl:stylesheet>
