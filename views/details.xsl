<!--
  GET /account/details; POST /account/details/email, phone, password

  Expects: page @password_min, @saved = email, sent, phone, password: what was
  done; account @email; details @phone (E.164), @password_at; waiting @email
  @until_at: the new one that is not proved yet; form/field email, phone,
  password, password2.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="account-menu.xsl"/>

<xsl:template match="page" mode="title">Email, phone, and password</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Email, phone, and password</h1></div>
  <xsl:call-template name="account-menu"/>
  <xsl:apply-templates select="@saved[not(../form)]" mode="note"/>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="account" mode="email"/>
  <xsl:apply-templates select="details" mode="phone"/>
  <xsl:apply-templates select="details" mode="password"/>
  <p><a class="go" href="/account/close">Close my account</a></p>
</xsl:template>

<xsl:template match="@saved" mode="note">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><xsl:apply-templates select="."/></p></div></div>
</xsl:template>

<xsl:template match="@saved[. = 'sent']"><b>Look at your new email.</b> We sent a link there. Open it on this device within an hour. Until then you sign in as before.</xsl:template>
<xsl:template match="@saved[. = 'email']"><b>Your email is changed.</b> From now on, sign in with <xsl:value-of select="/page/account/@email"/>. You are signed out everywhere else.</xsl:template>
<xsl:template match="@saved[. = 'phone']"><b>Your phone is saved.</b></xsl:template>
<xsl:template match="@saved[. = 'password']"><b>Your password is changed.</b> You are signed out everywhere else.</xsl:template>

<xsl:template match="account" mode="email">
  <section class="sheet stack" aria-labelledby="email-head"><h2 id="email-head">Email</h2>
    <p>You sign in with <b><xsl:value-of select="@email"/></b>. Our mails go there too.</p>
    <xsl:apply-templates select="../waiting"/>
    <form class="stack narrow" method="post" novalidate="novalidate" action="/account/details/email">
      <xsl:call-template name="token"/>
      <xsl:call-template name="control">
        <xsl:with-param name="name" select="'email'"/>
        <xsl:with-param name="label">New email</xsl:with-param>
        <xsl:with-param name="hint">One that only you read. We send a link there first.</xsl:with-param>
        <xsl:with-param name="type" select="'email'"/>
        <xsl:with-param name="autocomplete" select="'email'"/>
      </xsl:call-template>
      <div class="actions"><button class="btn quiet" type="submit">Change email</button></div>
    </form>
  </section>
</xsl:template>

<xsl:template match="waiting">
  <p class="hint">The link that we sent to <b><xsl:value-of select="@email"/></b> has not been used yet. It works until <time datetime="{@until_at}"><xsl:apply-templates select="@until_at-says" mode="within"/></time>.</p>
</xsl:template>

<xsl:template match="details" mode="phone">
  <section class="sheet stack" aria-labelledby="phone-head"><h2 id="phone-head">Phone</h2>
    <p><xsl:choose>
      <xsl:when test="@phone">Your mobile phone is <b class="nums"><xsl:apply-templates select="@phone"/></b>.</xsl:when>
      <xsl:otherwise>You did not tell us a mobile phone.</xsl:otherwise>
    </xsl:choose></p>
    <form class="stack narrow" method="post" novalidate="novalidate" action="/account/details/phone">
      <xsl:call-template name="token"/>
      <xsl:call-template name="control">
        <xsl:with-param name="name" select="'phone'"/>
        <xsl:with-param name="label">Mobile phone</xsl:with-param>
        <xsl:with-param name="hint">Leave it empty if we should not keep one.</xsl:with-param>
        <xsl:with-param name="type" select="'tel'"/>
        <xsl:with-param name="autocomplete" select="'tel'"/>
        <xsl:with-param name="required" select="false()"/>
      </xsl:call-template>
      <div class="actions"><button class="btn quiet" type="submit">Save phone</button></div>
    </form>
  </section>
</xsl:template>

<xsl:template match="@phone"><xsl:value-of select="."/></xsl:template>
<xsl:template match="@phone[starts-with(., '+1') and string-length(.) = 12]">(<xsl:value-of select="substring(., 3, 3)"/>)&#160;<xsl:value-of select="substring(., 6, 3)"/>&#8209;<xsl:value-of select="substring(., 9)"/></xsl:template>

<xsl:template match="details" mode="password">
  <section class="sheet stack" aria-labelledby="password-head"><h2 id="password-head">Password</h2>
    <p>Your password is from <time datetime="{@password_at}"><xsl:apply-templates select="@password_at-says" mode="within"/></time>.</p>
    <form class="stack narrow" method="post" novalidate="novalidate" action="/account/details/password">
      <xsl:call-template name="token"/>
      <input type="hidden" name="username" value="{../account/@email}" autocomplete="username"/>
      <xsl:call-template name="control">
        <xsl:with-param name="name" select="'password'"/>
        <xsl:with-param name="label">New password</xsl:with-param>
        <xsl:with-param name="hint"><xsl:value-of select="../@password_min"/> characters or more. You are then signed out everywhere else.</xsl:with-param>
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
      <div class="actions"><button class="btn quiet" type="submit">Change password</button></div>
    </form>
  </section>
</xsl:template>

<xsl:template match="field[@name = 'email']/@error[. = 'required']" mode="says">Enter your new email.</xsl:template>
<xsl:template match="field[@name = 'password']/@error[. = 'required']" mode="says">Choose a new password.</xsl:template>
<xsl:template match="field[@name = 'password2']/@error[. = 'required']" mode="says">Type the new password a second time.</xsl:template>
</xsl:stylesheet>
