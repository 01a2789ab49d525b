<!--
  GET, POST /staff/account/start: the one-time link: a password.

  Expects: page @over = "1" if the link is of no use; else @link, @name,
  @email, @password_min; form/field password, password2 @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-entry.xsl"/>

<xsl:template match="page" mode="title">Set up your sign-in: password</xsl:template>
<xsl:template match="page[@over]" mode="title">This link no longer works</xsl:template>

<xsl:template match="page[@over]" mode="main">
  <div class="head"><p class="step">Set up your sign-in</p><h1>This link no longer works</h1></div>
  <p>It may be too old, or it was used already. Only the newest link works, and it works once.</p>
  <p>Ask whoever runs this portal for a new link. If you have set up your sign-in, go on here:</p>
  <div class="actions"><a class="btn" href="/staff/account/sign-in">Staff sign in</a></div>
</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Set up your sign-in · Step 1 of 3</p><h1>Choose a password</h1>
    <p>For <b><xsl:value-of select="@name"/></b>. You will sign in with <b><xsl:value-of select="@email"/></b>, this password, and a code from your phone.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/staff/account/start">
    <xsl:call-template name="token"/>
    <input type="hidden" name="link" value="{@link}"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'password'"/>
      <xsl:with-param name="label">Password</xsl:with-param>
      <xsl:with-param name="hint"><xsl:value-of select="@password_min"/> characters or more. Three or four words that only you would put together work well.</xsl:with-param>
      <xsl:with-param name="type" select="'password'"/>
      <xsl:with-param name="autocomplete" select="'new-password'"/>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'password2'"/>
      <xsl:with-param name="label">Type it again</xsl:with-param>
      <xsl:with-param name="type" select="'password'"/>
      <xsl:with-param name="autocomplete" select="'new-password'"/>
    </xsl:call-template>
    <xsl:call-template name="show-password"/>
    <div class="actions"><button class="btn" type="submit">Continue</button></div>
  </form>
</xsl:template>
</xsl:stylesheet>
