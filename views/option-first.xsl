<!--
  GET /account/security/first, POST /account/security/add: the choice of the
  first security option.

  Expects: page @texts = "1" if text messages can be sent; form/field kind.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Choose your security option</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:variable name="error" select="form/field[@name = 'kind']/@error"/>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/security/add">
    <xsl:call-template name="token"/>
    <fieldset class="choices" id="kind" tabindex="-1">
      <xsl:if test="$error"><xsl:attribute name="aria-describedby">kind-error</xsl:attribute></xsl:if>
      <legend><span class="step">Your security option · Step 1 of 3</span><h1>Choose your security option</h1></legend>
      <p>Nobody should get in with your password alone. So we ask for one more thing when you sign in on a new device, or forget your password. What is easiest for you?</p>
      <xsl:apply-templates select="$error" mode="beside"/>
      <label class="choice">
        <xsl:call-template name="radio">
          <xsl:with-param name="name" select="'kind'"/>
          <xsl:with-param name="value" select="'app'"/>
        </xsl:call-template>
        <span><b>Authenticator app</b><xsl:text> </xsl:text><span class="hint">An app on your phone shows a code. It works without a phone signal, and is safer than text messages.</span></span></label>
      <xsl:apply-templates select="@texts" mode="choice"/>
      <label class="choice">
        <xsl:call-template name="radio">
          <xsl:with-param name="name" select="'kind'"/>
          <xsl:with-param name="value" select="'passkey'"/>
        </xsl:call-template>
        <span><b>Passkey</b><xsl:text> </xsl:text><span class="hint">You unlock your phone or computer with your finger, your face or a PIN. There is no code to type. This is the safest.</span></span></label>
    </fieldset>
    <div class="actions"><button class="btn" type="submit">Continue</button></div>
  </form>
  <xsl:call-template name="leave"/>
</xsl:template>

<xsl:template match="@texts" mode="choice">
  <label class="choice">
    <xsl:call-template name="radio">
      <xsl:with-param name="name" select="'kind'"/>
      <xsl:with-param name="value" select="'text'"/>
    </xsl:call-template>
    <span><b>Text message</b><xsl:text> </xsl:text><span class="hint">We text a code to your mobile phone. Your phone plan’s usual rates apply.</span></span></label>
</xsl:template>

<xsl:template name="leave">
  <form class="stack" method="post" action="/account/sign-out">
    <xsl:call-template name="token"/>
    <p class="small soft">No time now? Do it when you sign in again.</p>
    <div class="actions"><button class="btn quiet" type="submit">Sign out</button></div>
  </form>
</xsl:template>

<xsl:template match="field[@name = 'kind']/@error" mode="says">Choose one of these.</xsl:template>
</xsl:stylesheet>
