<!--
  GET, POST /records/:patient/send: Send via Email

  Expects: form/field dates, from, to, type as in records-what.xsl; email,
  confirm_email, agree: what was typed, with @error; warning @version @lead
  @says @tick @confidential = "1" if that is in the record for this person;
  sent = what went before, newest first: see records-sent.xsl; page @done.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="records-what.xsl"/>
<xsl:include href="records-ways.xsl"/>
<xsl:include href="records-preview.xsl"/>
<xsl:include href="sent.xsl"/>

<xsl:template match="page" mode="title">My health: Send via Email</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'records'"/></xsl:call-template>
  <xsl:call-template name="problems"/>
  <form class="stack far" method="post" novalidate="novalidate" action="/records/{patient/@id}/send">
    <xsl:call-template name="records-what"/>
    <section class="sheet stack" aria-labelledby="how"><h2 id="how">What to do with it</h2>
      <xsl:call-template name="records-way-links"><xsl:with-param name="way" select="'send'"/></xsl:call-template>
      <xsl:apply-templates select="warning"/>
      <div class="two">
        <xsl:call-template name="control">
          <xsl:with-param name="name" select="'email'"/>
          <xsl:with-param name="label">Email</xsl:with-param>
          <xsl:with-param name="hint">The provider’s email address</xsl:with-param>
          <xsl:with-param name="type" select="'email'"/>
          <xsl:with-param name="autocomplete" select="'off'"/>
        </xsl:call-template>
        <xsl:call-template name="control">
          <xsl:with-param name="name" select="'confirm_email'"/>
          <xsl:with-param name="label">Confirm email</xsl:with-param>
          <xsl:with-param name="hint">Type it again</xsl:with-param>
          <xsl:with-param name="type" select="'email'"/>
          <xsl:with-param name="autocomplete" select="'off'"/>
        </xsl:call-template>
      </div>
      <p><b>Check the address with care.</b> After you send the email, you cannot cancel it or get it back.</p>
      <xsl:call-template name="what-goes">
        <xsl:with-param name="verb" select="'sending'"/>
        <xsl:with-param name="confidential" select="warning/@confidential"/>
      </xsl:call-template>
      <xsl:apply-templates select="warning" mode="tick"/>
      <div class="actions"><button class="btn" type="submit"><xsl:call-template name="icon-email"/>Send</button>
        <xsl:call-template name="preview-button"><xsl:with-param name="to" select="concat('/records/', patient/@id, '/send/preview')"/></xsl:call-template></div>
      <xsl:apply-templates select="preview" mode="box"/>
    </section>
    <xsl:call-template name="token"/>
  </form>
  <section class="sheet flush" aria-labelledby="before"><div class="cap"><h2 id="before">Sent before</h2></div>
    <xsl:choose>
      <xsl:when test="sent"><ul class="rows"><xsl:apply-templates select="sent" mode="listed"/></ul></xsl:when>
      <xsl:otherwise><p class="cap soft">Nothing was sent by email yet.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template match="warning">
  <div class="note warn"><xsl:call-template name="icon-alert"/>
    <div><p><b><xsl:value-of select="@lead"/></b><xsl:text> </xsl:text><xsl:value-of select="@says"/></p>
      <p>A <a href="/records/{../patient/@id}/share">secure link</a> is safer: it has a code, an end date, and you can stop it.</p></div></div>
</xsl:template>

<xsl:template match="warning" mode="tick">
  <xsl:variable name="typed" select="../form/field[@name = 'agree']"/>
  <div>
    <xsl:attribute name="class">field<xsl:if test="$typed/@error"> bad</xsl:if></xsl:attribute>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <label class="choice bare"><input type="checkbox" id="agree" name="agree" value="{@version}">
      <xsl:if test="$typed = @version"><xsl:attribute name="checked">checked</xsl:attribute></xsl:if>
      <xsl:call-template name="described"><xsl:with-param name="name" select="'agree'"/><xsl:with-param name="error" select="$typed/@error"/></xsl:call-template>
    </input><xsl:text> </xsl:text><span><xsl:value-of select="@tick"/></span></label>
  </div>
</xsl:template>

<xsl:template match="field[@name = 'email']/@error[. = 'required']" mode="says">Enter the provider’s email address.</xsl:template>
<xsl:template match="field[@name = 'confirm_email']/@error[. = 'required']" mode="says">Type the email address again.</xsl:template>
<xsl:template match="field[@name = 'agree']/@error" mode="says">Read the warning, then tick the box if you still want to send it.</xsl:template>
</xsl:stylesheet>
