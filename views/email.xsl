<!--
  GET, POST /account/email: where the link to a new address leads

  Expects: page @email, the new one; @over = "1" if the link does not work (any
  more); account @email.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="page" mode="title">Your new email</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Is this your new email?</h1>
    <p>From now on you sign in with <b><xsl:value-of select="@email"/></b> in place of <b><xsl:value-of select="account/@email"/></b>. Our mails go there too.</p></div>
  <form class="stack" method="post" action="/account/email">
    <xsl:call-template name="token"/>
    <div class="actions"><button class="btn" type="submit">Yes, use this email</button>
      <a class="btn quiet" href="/account/details">No, keep the old one</a></div>
  </form>
</xsl:template>

<xsl:template match="page[@over]" mode="main">
  <div class="head"><h1>This link no longer works</h1>
    <p>Each link works once, for an hour, in the account that asked for it, and only the newest one does. You still sign in with <b><xsl:value-of select="account/@email"/></b>.</p></div>
  <p class="actions"><a class="btn" href="/account/details">Change my email</a>
    <a class="btn quiet" href="{$home}">Go to my home page</a></p>
</xsl:template>
</xsl:stylesheet>
