<!--
  GET /account/sessions: where the account is signed in

  Expects: session @ref @current = 1 for this one, @agent-says "Chrome on
  Windows", @address, @created_at and @seen_at as db_rows() says them.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="account-menu.xsl"/>

<xsl:template match="page" mode="title">Where you are signed in</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Where you are signed in</h1></div>
  <xsl:call-template name="account-menu"/>
  <section class="sheet flush" aria-labelledby="now">
    <div class="cap"><h2 id="now">Right now</h2></div>
    <ul class="rows"><xsl:apply-templates select="session"/></ul>
  </section>
  <section class="sheet stack" aria-labelledby="all">
    <h2 id="all">Not all of them are you?</h2>
    <p>Sign out everywhere, here too. No device is remembered after that, so we ask for your security option on each. Then change your password.</p>
    <form method="post" action="/account/sessions/all">
      <xsl:call-template name="token"/>
      <button class="btn quiet stop" type="submit">Sign out everywhere</button>
    </form>
  </section>
</xsl:template>

<xsl:template match="session">
  <li><xsl:call-template name="icon-lock"/><div class="body">
      <h3><xsl:value-of select="@agent-says"/><xsl:apply-templates select="@current[. = 1]"/></h3>
      <p class="soft small">Since <time datetime="{@created_at}"><xsl:apply-templates select="@created_at-says" mode="within"/></time>. Last used <time datetime="{@seen_at}"><xsl:apply-templates select="@seen_at-says" mode="within"/></time>. Internet address <xsl:value-of select="@address"/></p>
    </div>
    <div class="end"><xsl:apply-templates select="self::*[@current = 0]" mode="end"/></div></li>
</xsl:template>

<xsl:template match="session/@current"><xsl:text> </xsl:text><span class="tag good"><xsl:call-template name="icon-check"/>This device</span></xsl:template>

<xsl:template match="session" mode="end">
  <form method="post" action="/account/sessions">
    <xsl:call-template name="token"/>
    <input type="hidden" name="session" value="{@ref}"/>
    <button class="btn quiet" type="submit">Sign out<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="@agent-says"/></span></button>
  </form>
</xsl:template>
</xsl:stylesheet>
