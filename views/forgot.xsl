<!--
  GET, POST /account/forgot

  Expects: page @sent = "1" once the form was sent, @minutes that a link works,
  @mails an hour; form/field email.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Forgot your password?</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Forgot your password?</h1>
    <p class="soft">Tell us the email that you sign in with. We send you a mail, and you choose a new password.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/forgot">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'email'"/>
      <xsl:with-param name="label">Email</xsl:with-param>
      <xsl:with-param name="type" select="'email'"/>
      <xsl:with-param name="autocomplete" select="'username'"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Email me</button>
      <a class="btn plain" href="/account/sign-in">Back to sign in</a></div>
  </form>
</xsl:template>

<!-- The same for every address: nobody learns who has an account. -->
<xsl:template match="page[@sent]" mode="title">Look at your email</xsl:template>

<xsl:template match="page[@sent]" mode="main">
  <div class="head"><h1>Look at your email</h1></div>
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><b>If you have an account with that email, a mail is on its way.</b> Open it and follow <b>Reset Password</b>. The link works for <xsl:value-of select="@minutes"/> minutes, once.</p></div></div>
  <div class="sheet stack">
    <h2>No mail yet?</h2>
    <p>It can take a few minutes. Look in the spam folder too. We send <xsl:value-of select="@mails"/> mails an hour at most, and only the newest one works.</p>
    <p>Still nothing? <a href="/account/forgot">Check the email you entered</a>, or call us at <xsl:apply-templates select="(practice/@support_phone | practice/@phone)[last()]" mode="tel"/>.</p>
  </div>
  <p class="actions"><a class="btn quiet" href="/account/sign-in">Back to sign in</a></p>
</xsl:template>

<xsl:template match="field[@name = 'email']/@error[. = 'required']" mode="says">Enter the email that you sign in with.</xsl:template>
</xsl:stylesheet>
