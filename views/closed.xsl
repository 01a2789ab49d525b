<!-- GET /account/closed: after the end of an account -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Your account is closed</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Your account is closed</h1>
    <p>We sent you a mail that says so. For anything else, call us at <xsl:apply-templates select="practice/@phone" mode="tel"/>.</p></div>
  <p class="actions"><a class="btn quiet" href="/account/sign-in">Go to sign in</a></p>
</xsl:template>
</xsl:stylesheet>
