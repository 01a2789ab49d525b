<!--
  GET, POST /account/security/app: an authenticator app is added.

  Expects: account @set-up = "1" while it has no option yet; page @secret "JBSW
  Y3DP …"; qr (see qr.xsl); form/field code @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>
<xsl:include href="qr.xsl"/>

<xsl:template match="page" mode="title">Your security option: an authenticator app</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><xsl:apply-templates select="account/@set-up" mode="step"/><h1>Connect an authenticator app</h1>
    <p>An authenticator app shows a new code every 30 seconds.</p></div>
  <xsl:call-template name="problems"/>
  <ol class="stack steps">
    <li>Open an authenticator app on your phone. Most of them will do. If you have none, get one from the app store. It costs nothing.</li>
    <li>In the app, add an account and scan this picture.
      <xsl:apply-templates select="qr"/>
      <details class="more"><summary><span class="hidden">I can’t scan it</span><span class="shown">Type this key instead</span></summary>
        <p>Type this key into the app. Choose “time based” if it asks.</p>
        <p class="nums"><b id="secret"><xsl:value-of select="@secret"/></b></p></details></li>
    <li>Enter the 6 digits that the app shows now.</li>
  </ol>
  <form class="stack" method="post" novalidate="novalidate" action="/account/security/app">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'code'"/>
      <xsl:with-param name="label">Code</xsl:with-param>
      <xsl:with-param name="hint">6 digits, new every 30 seconds.</xsl:with-param>
      <xsl:with-param name="autocomplete" select="'one-time-code'"/>
      <xsl:with-param name="kind" select="'w-code'"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Continue</button><a class="btn plain" href="/account/security/first">Back</a></div>
  </form>
</xsl:template>

<xsl:template match="field[@name = 'code']/@error[. = 'required']" mode="says">Enter the 6 digits that the app shows.</xsl:template>

<xsl:template match="@set-up" mode="step"><p class="step">Your security option · Step 2 of 3</p></xsl:template>
</xsl:stylesheet>
