<!--
  GET, POST /account/back: the change of an email is taken back

  Expects: page @email, the old one; @over = "1" if the link does not work (any
  more).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Take back a change</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>You did not change your email?</h1>
    <p>Then someone else was in your account. Press the button, and we do this:</p></div>
  <ul class="bullets">
    <li>You sign in with <b><xsl:value-of select="@email"/></b> again.</li>
    <li>Everyone who is signed in to your account now is signed out.</li>
    <li>The password of now stops working. You choose a new one next.</li>
  </ul>
  <form class="stack" method="post" action="/account/back">
    <xsl:call-template name="token"/>
    <div class="actions"><button class="btn" type="submit">Take it back</button>
      <a class="btn quiet" href="/account/sign-in">It was me</a></div>
  </form>
</xsl:template>

<xsl:template match="page[@over]" mode="main">
  <div class="head"><h1>This link no longer works</h1>
    <p>It works once, for seven days. Is someone else in your account? Call us right away at <xsl:apply-templates select="practice/@phone" mode="tel"/>.</p></div>
  <p class="actions"><a class="btn quiet" href="/account/sign-in">Go to sign in</a></p>
</xsl:template>
</xsl:stylesheet>
