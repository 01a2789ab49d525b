<!--
  GET, POST /account/sign-up/account

  Expects: page @password_min "8"; form/field email (filled in before with
  the one on file), password and password2 without text; @error of password:
  too-short, common, personal.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Sign up: email and password</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Sign up · Step 4 of 4</p><h1>How you will sign in</h1>
    <p>We know it is you. Now choose the email and the password for this portal.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/sign-up/account">
    <xsl:call-template name="token"/>
    <xsl:call-template name="credentials"/>
    <div class="actions"><button class="btn" type="submit">Make my account</button></div>
  </form>
  <xsl:call-template name="password-advice"/>
</xsl:template>

<xsl:template name="credentials">
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'email'"/>
    <xsl:with-param name="label">Email</xsl:with-param>
    <xsl:with-param name="hint">One that only you read. If you choose a new one, we send a code there too.</xsl:with-param>
    <xsl:with-param name="type" select="'email'"/>
    <xsl:with-param name="autocomplete" select="'username'"/>
  </xsl:call-template>
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
</xsl:template>

<xsl:template name="password-advice">
  <div class="sheet stack">
    <h2>What makes a good password</h2>
    <ul class="bullets">
      <li>Blanks, capital letters and signs are all fine. None of them is a must.</li>
      <li>Leave out your name, your email and your year of birth.</li>
      <li>Do not use one that you have on another website.</li>
      <li>You may let your browser keep it, if the device is yours alone.</li>
    </ul>
  </div>
</xsl:template>

<xsl:template match="field[@name = 'email']/@error[. = 'required']" mode="says">Enter the email you want to sign in with.</xsl:template>
<xsl:template match="field[@name = 'password']/@error[. = 'required']" mode="says">Choose a password.</xsl:template>
<xsl:template match="field[@name = 'password']/@error[. = 'too-short']" mode="says">Make the password longer. It needs <xsl:value-of select="/page/@password_min"/> characters or more.</xsl:template>
<xsl:template match="field[@name = 'password']/@error[. = 'common']" mode="says">Many people use this password, so it is easy to guess. Choose another one.</xsl:template>
<xsl:template match="field[@name = 'password']/@error[. = 'personal']" mode="says">This has your name, email or year of birth in it, so it is easy to guess. Choose another one.</xsl:template>
<xsl:template match="field[@name = 'password2']/@error" mode="says">The two passwords are not the same. Type the same one twice.</xsl:template>
<xsl:template match="field[@name = 'password2']/@error[. = 'required']" mode="says">Type the password a second time.</xsl:template>
</xsl:stylesheet>
