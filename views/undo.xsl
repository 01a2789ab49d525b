<!--
  GET, POST /account/undo: a change of the security options is taken back, from
  the mail that told it.

  Expects: page @over = "1" if the link is of no use (any more).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">It was not you?</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>It was not you?</h1>
    <p>Someone changed how you sign in. If you did not do it, take it back now:</p></div>
  <ul class="stack">
    <li>The change is undone. Your recovery codes stop working, too.</li>
    <li>Everybody is signed out of your account, on every device.</li>
    <li>Your password stops working, and you choose a new one.</li>
  </ul>
  <form method="post" action="/account/undo">
    <xsl:call-template name="token"/>
    <div class="actions"><button class="btn" type="submit">Take it back</button></div>
  </form>
  <p class="small">It was you? Then close this page. Nothing changes.</p>
</xsl:template>

<xsl:template match="page[@over]" mode="main">
  <div class="head"><h1>This link does not work</h1>
    <p>It was used, or it is older than 7 days. If someone else changed how you sign in, call us right away at <xsl:apply-templates select="practice/@phone" mode="tel"/>.</p></div>
  <p><a href="/account/sign-in">Sign in</a></p>
</xsl:template>
</xsl:stylesheet>
