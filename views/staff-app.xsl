<!--
  GET, POST /staff/account/app: the authenticator app.

  Expects: page @secret "JBSW Y3DP …"; qr @size with run @x @y @width: the
  dark modules; form/field code @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-entry.xsl"/>
<xsl:include href="qr.xsl"/>

<xsl:template match="page" mode="title">Set up your sign-in: your phone</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Set up your sign-in · Step 2 of 3</p><h1>Connect your phone</h1>
    <p>An authenticator app makes a new code every 30 seconds. With it, your password alone opens nothing.</p></div>
  <xsl:call-template name="problems"/>
  <ol class="stack steps">
    <li>Open an authenticator app on your phone. Most of them will do. If you have none, get one from the app store.</li>
    <li>In the app, add an account and scan this picture.
      <xsl:apply-templates select="qr"/>
      <details class="more"><summary><span class="hidden">I can’t scan it</span><span class="shown">Type this key instead</span></summary>
        <p>Type this key into the app. Choose “time based” if it asks.</p>
        <p class="nums"><b id="secret"><xsl:value-of select="@secret"/></b></p></details></li>
    <li>Enter the 6 digits that the app shows now.</li>
  </ol>
  <form class="stack" method="post" novalidate="novalidate" action="/staff/account/app">
    <xsl:call-template name="token"/>
    <xsl:call-template name="app-code">
      <xsl:with-param name="hint">6 digits, new every 30 seconds.</xsl:with-param>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Continue</button></div>
  </form>
</xsl:template>
</xsl:stylesheet>
