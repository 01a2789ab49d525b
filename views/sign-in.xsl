<!--
  GET, POST /account/sign-in

  Expects: page @again = "1" when email and password did not match,
  @wait-says "2 minutes" after too many tries, @signed-out = "1",
  @expired = "1" when the session had ended by itself, @idle-minutes; @over =
  "1" when the security option took too long or was wrong too often; @next =
  the own path to go on to; form/field email.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">
  <xsl:if test="@again or @wait-says">Error: </xsl:if>Sign in</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Sign in</h1>
    <p class="soft">See your health record and test results, and help your family.</p></div>
  <xsl:apply-templates select="@again | @wait-says | @signed-out | @expired | @over" mode="note"/>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/sign-in">
    <xsl:call-template name="token"/>
    <xsl:if test="@next"><input type="hidden" name="next" value="{@next}"/></xsl:if>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'email'"/>
      <xsl:with-param name="label">Email</xsl:with-param>
      <xsl:with-param name="type" select="'email'"/>
      <xsl:with-param name="autocomplete" select="'username'"/>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'password'"/>
      <xsl:with-param name="label">Password</xsl:with-param>
      <xsl:with-param name="type" select="'password'"/>
      <xsl:with-param name="autocomplete" select="'current-password'"/>
    </xsl:call-template>
    <xsl:call-template name="show-password"/>
    <div class="actions"><button class="btn" type="submit">Sign in</button></div>
    <p><a class="go" href="/account/forgot">Forgot your password?</a></p>
  </form>
  <div class="sheet stack">
    <h2>New here?</h2>
    <p>Adult patients can sign up here. We also tell you how to help a family member.</p>
    <p class="actions"><a class="btn quiet" href="/account/sign-up">Sign up today</a></p>
  </div>
  <xsl:apply-templates select="practice" mode="emergency"/>
</xsl:template>

<xsl:template match="@again" mode="note">
  <div class="note bad" id="problems" tabindex="-1"><xsl:call-template name="icon-alert"/>
    <div><h2>There is a problem</h2>
      <p><a href="#email">That email and password don’t match. Try again.</a></p></div></div>
</xsl:template>

<xsl:template match="@wait-says" mode="note">
  <div class="note bad" id="problems" tabindex="-1"><xsl:call-template name="icon-alert"/>
    <div><h2>There is a problem</h2>
      <p>There were too many tries. Please wait <xsl:value-of select="."/>, then sign in again. This keeps your record safe.</p></div></div>
</xsl:template>

<xsl:template match="@signed-out" mode="note">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><b>You are signed out.</b> If other people use this device, close the browser too.</p></div></div>
</xsl:template>

<xsl:template match="@expired" mode="note">
  <div class="note info" role="status"><xsl:call-template name="icon-clock"/>
    <div><p><b>You were signed out after <xsl:value-of select="../@idle-minutes"/> minutes without activity.</b> This keeps your record safe. Please sign in again.</p></div></div>
</xsl:template>

<xsl:template match="@over" mode="note">
  <div class="note info" role="status"><xsl:call-template name="icon-clock"/>
    <div><p><b>Please sign in again.</b> That took too long, or there were too many wrong codes.</p></div></div>
</xsl:template>

<xsl:template match="field[@name = 'email']/@error[. = 'required']" mode="says">Enter your email address.</xsl:template>
<xsl:template match="field[@name = 'password']/@error[. = 'required']" mode="says">Enter your password.</xsl:template>
</xsl:stylesheet>
