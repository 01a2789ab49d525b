<!--
  GET, POST /account/reset: the new password

  Expects: page @email, @password_min; @code = "1" if the code that the practice
  told is asked for; @call = "1" if there is neither code nor security option;
  @over = "1" for a link that does not work (any more); form/field code,
  password, password2 @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Reset your password</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Reset your password</h1>
    <p class="soft">For <b><xsl:value-of select="@email"/></b></p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/reset">
    <xsl:call-template name="token"/>
    <!-- For password managers: whose password it is. -->
    <input type="hidden" name="username" value="{@email}" autocomplete="username"/>
    <xsl:apply-templates select="@code" mode="field"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'password'"/>
      <xsl:with-param name="label">New password</xsl:with-param>
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
    <p class="hint"><xsl:apply-templates select="." mode="next"/> Then you are signed out everywhere else.</p>
    <div class="actions"><button class="btn" type="submit">Save and continue</button></div>
  </form>
</xsl:template>

<xsl:template match="page" mode="next">Next we ask for your security option, to be sure that it is you.</xsl:template>
<xsl:template match="page[@code]" mode="next">Next you set up a security option, so that you can do this alone another time.</xsl:template>

<xsl:template match="@code" mode="field">
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'code'"/>
    <xsl:with-param name="label">Code from us</xsl:with-param>
    <xsl:with-param name="hint">The 6 digits that we told you on the phone or at the office.</xsl:with-param>
    <xsl:with-param name="autocomplete" select="'off'"/>
    <xsl:with-param name="kind" select="'w-code'"/>
  </xsl:call-template>
</xsl:template>

<!-- A mailbox is not enough to show a health record. -->
<xsl:template match="page[@call]" mode="main">
  <div class="head"><h1>Please call us</h1>
    <p>Your account has no security option yet. So we have to make sure on the phone that it is you, before anybody gets a new password.</p></div>
  <div class="note info"><xsl:call-template name="icon-phone"/>
    <div><p>Call <xsl:apply-templates select="practice/@phone" mode="tel"/>, <xsl:value-of select="practice/@hours"/>. Say that you forgot your password for the portal. We ask a few questions, tell you a code, and send you a new mail.</p></div></div>
  <p class="actions"><a class="btn quiet" href="/account/sign-in">Back to sign in</a></p>
</xsl:template>

<xsl:template match="page[@over]" mode="main">
  <div class="head"><h1>This link no longer works</h1>
    <p>Each link works once, for an hour, and only the newest one does. Nothing has changed: your old password is still good.</p></div>
  <p class="actions"><a class="btn" href="/account/forgot">Send me a new one</a>
    <a class="btn quiet" href="/account/sign-in">Back to sign in</a></p>
</xsl:template>

<xsl:template match="field[@name = 'password']/@error[. = 'required']" mode="says">Choose a new password.</xsl:template>
<xsl:template match="field[@name = 'password2']/@error[. = 'required']" mode="says">Type the new password a second time.</xsl:template>
</xsl:stylesheet>
