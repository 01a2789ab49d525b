<!--
  GET, POST /staff/account/security: a member's own sign-in.

  Expects: page @codes_left, @password_min; session @current = 1 for this one,
  @created_at and @seen_at as db_rows() says them, @address, @agent; form/field
  current, password, password2, again @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>

<xsl:template match="page" mode="title">Sign-in and security</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Sign-in and security</h1></div>
  <xsl:call-template name="problems"/>
  <section class="sheet stack" aria-labelledby="sessions"><h2 id="sessions">Where you are signed in</h2>
    <ul class="rows"><xsl:apply-templates select="session"/></ul>
    <xsl:if test="session[@current = 0]">
      <form method="post" action="/staff/account/sign-out-others">
        <xsl:call-template name="token"/>
        <button class="btn quiet" type="submit">Sign out everywhere else</button>
      </form>
    </xsl:if>
  </section>
  <section class="sheet stack" aria-labelledby="change"><h2 id="change">Change your password</h2>
    <form class="stack" method="post" novalidate="novalidate" action="/staff/account/security">
      <xsl:call-template name="token"/>
      <xsl:call-template name="password">
        <xsl:with-param name="name" select="'current'"/>
        <xsl:with-param name="label">Password now</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="password">
        <xsl:with-param name="name" select="'password'"/>
        <xsl:with-param name="label">New password</xsl:with-param>
        <xsl:with-param name="hint"><xsl:value-of select="@password_min"/> characters or more. You are then signed out everywhere else.</xsl:with-param>
        <xsl:with-param name="autocomplete" select="'new-password'"/>
      </xsl:call-template>
      <xsl:call-template name="password">
        <xsl:with-param name="name" select="'password2'"/>
        <xsl:with-param name="label">Type it again</xsl:with-param>
        <xsl:with-param name="autocomplete" select="'new-password'"/>
      </xsl:call-template>
      <xsl:call-template name="show-password"/>
      <div class="actions"><button class="btn" type="submit">Change password</button></div>
    </form>
  </section>
  <section class="sheet stack" aria-labelledby="codes"><h2 id="codes">Recovery codes</h2>
    <p>You have <b><xsl:value-of select="@codes_left"/></b> of 10 left. New ones take the place of all older ones.</p>
    <form class="stack" method="post" novalidate="novalidate" action="/staff/account/codes">
      <xsl:call-template name="token"/>
      <xsl:call-template name="password">
        <xsl:with-param name="name" select="'again'"/>
        <xsl:with-param name="label">Your password</xsl:with-param>
        <xsl:with-param name="hint">So that we know it is you.</xsl:with-param>
      </xsl:call-template>
      <div class="actions"><button class="btn quiet" type="submit">Make new recovery codes</button></div>
    </form>
  </section>
</xsl:template>

<xsl:template name="password">
  <xsl:param name="name"/>
  <xsl:param name="label"/>
  <xsl:param name="hint"/>
  <xsl:param name="autocomplete" select="'current-password'"/>
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="$name"/>
    <xsl:with-param name="label" select="$label"/>
    <xsl:with-param name="hint" select="$hint"/>
    <xsl:with-param name="type" select="'password'"/>
    <xsl:with-param name="autocomplete" select="$autocomplete"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="session">
  <li><div class="body">
    <h3><xsl:value-of select="@address"/><xsl:if test="@current = 1"><xsl:text> </xsl:text><span class="tag good"><xsl:call-template name="icon-check"/>This one</span></xsl:if></h3>
    <p class="soft small">Since <time datetime="{@created_at}"><xsl:value-of select="@created_at-says"/></time> · last used <time datetime="{@seen_at}"><xsl:apply-templates select="@seen_at-says" mode="within"/></time></p>
    <p class="soft small agent"><xsl:value-of select="@agent"/></p>
  </div></li>
</xsl:template>

<xsl:template match="field[@name = 'current' or @name = 'again']/@error[. = 'required']" mode="says">Enter the password that you have now.</xsl:template>
<xsl:template match="field[@name = 'password']/@error[. = 'required']" mode="says">Enter a new password.</xsl:template>
<xsl:template match="field[@name = 'password2']/@error[. = 'required']" mode="says">Type the new password again.</xsl:template>
</xsl:stylesheet>
