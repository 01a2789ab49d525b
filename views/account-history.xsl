<!--
  GET /account/history: what happened to the account, newest first

  Expects: act @action @status @done_at @address @own = "1" if it was done by
  somebody signed in; page @older = the id before which there are more.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="account-menu.xsl"/>

<xsl:template match="page" mode="title">History of your account</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>History of your account</h1>
    <p class="soft">Who signed in, and what was changed. Is something not from you? <a href="/account/details">Change your password</a>, and call us at <xsl:apply-templates select="practice/@phone" mode="tel"/>.</p></div>
  <xsl:call-template name="account-menu"/>
  <section class="sheet flush" aria-labelledby="acts">
    <div class="cap"><h2 id="acts">Newest first</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="act"/>
      <xsl:if test="not(act)"><li><p class="soft">Nothing yet.</p></li></xsl:if>
    </ul>
  </section>
  <xsl:if test="@older"><p><a class="go" href="/account/history?before={@older}">Show older</a></p></xsl:if>
</xsl:template>

<xsl:template match="act">
  <li><div class="body"><h3><xsl:apply-templates select="." mode="words"/></h3>
    <p class="soft small"><time datetime="{@done_at}"><xsl:value-of select="@done_at-full"/></time><xsl:if test="@action != 'start_reset'"> · Internet address <xsl:value-of select="@address"/></xsl:if></p></div></li>
</xsl:template>

<xsl:template match="act" mode="words">Something was changed</xsl:template>
<xsl:template match="act[@action = 'sign_in']" mode="words">Someone typed a wrong password</xsl:template>
<xsl:template match="act[@action = 'sign_in' and @status = 303]" mode="words">The password was right, and we asked for the security option</xsl:template>
<xsl:template match="act[@action = 'sign_in' and @status = 303 and @own]" mode="words">You signed in</xsl:template>
<xsl:template match="act[@action = 'check_second' or @action = 'check_passkey']" mode="words">Someone could not prove the security option</xsl:template>
<xsl:template match="act[(@action = 'check_second' or @action = 'check_passkey') and @status = 303]" mode="words">You signed in with your security option</xsl:template>
<xsl:template match="act[@action = 'sign_out']" mode="words">You signed out</xsl:template>
<xsl:template match="act[@action = 'confirm_again']" mode="words">A wrong password was typed while you were signed in</xsl:template>
<xsl:template match="act[@action = 'make_account' or @action = 'confirm_email']" mode="words">Your account was made</xsl:template>
<xsl:template match="act[@action = 'ask_reset']" mode="words">Someone asked for a mail to reset your password</xsl:template>
<xsl:template match="act[@action = 'start_reset']" mode="words">The practice sent you a mail to reset your password</xsl:template>
<xsl:template match="act[@action = 'choose_password']" mode="words">A new password was typed that would not do</xsl:template>
<xsl:template match="act[@action = 'choose_password' and @status = 303]" mode="words">A new password was chosen, by the link in our mail</xsl:template>
<xsl:template match="act[@action = 'change_password']" mode="words">You changed your password</xsl:template>
<xsl:template match="act[@action = 'change_phone']" mode="words">You changed your phone</xsl:template>
<xsl:template match="act[@action = 'ask_email']" mode="words">You asked for another email</xsl:template>
<xsl:template match="act[@action = 'take_new_email']" mode="words">You changed your email</xsl:template>
<xsl:template match="act[@action = 'undo_email']" mode="words">The change of your email was taken back</xsl:template>
<xsl:template match="act[@action = 'undo_change']" mode="words">The change of your security options was taken back</xsl:template>
<xsl:template match="act[@action = 'prove_app']" mode="words">You added an authenticator app</xsl:template>
<xsl:template match="act[@action = 'prove_phone']" mode="words">You added a phone for text messages</xsl:template>
<xsl:template match="act[@action = 'prove_passkey']" mode="words">You added a passkey</xsl:template>
<xsl:template match="act[@action = 'remove_option']" mode="words">You removed a security option</xsl:template>
<xsl:template match="act[@action = 'new_codes']" mode="words">You made new recovery codes</xsl:template>
<xsl:template match="act[@action = 'forget_device']" mode="words">You removed a remembered device</xsl:template>
<xsl:template match="act[@action = 'forget_all_devices']" mode="words">You removed all remembered devices</xsl:template>
<xsl:template match="act[@action = 'end_session']" mode="words">You signed out another device</xsl:template>
<xsl:template match="act[@action = 'sign_out_everywhere']" mode="words">You signed out everywhere</xsl:template>
</xsl:stylesheet>
