<!--
  GET, POST /account/second: the security option, after the password.

  Expects: page @way = app, text, passkey, recovery; @remember-days; @texts = "1" if text
  messages can be sent; @sent = "1" with @phone-masked "ending in 42" and
  @until-says "2:25 PM" (none if that is over) once one was; option @id @kind
  @name = each that the account has; form/field code @error;
  passkey, @why: see passkey.xsl, if it has one of these.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>
<xsl:include href="passkey.xsl"/>

<xsl:template match="page" mode="title">Sign in: one more step</xsl:template>

<xsl:template match="page[@way = 'passkey']" mode="script"><xsl:apply-templates select="." mode="passkey-script"/></xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Sign in · Step 2 of 2</p><h1>One more step</h1>
    <xsl:apply-templates select="@way" mode="ask"/></div>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="@way[. != 'text' or ../@sent]" mode="form"/>
  <xsl:if test="@way = 'text'"><xsl:call-template name="phones"/></xsl:if>
  <section class="sheet stack" aria-labelledby="others"><h2 id="others">Use something else</h2>
    <ul class="rows"><xsl:apply-templates select="option" mode="other"/>
      <xsl:if test="@way != 'recovery'"><li><div class="body"><a href="/account/second?way=recovery">Use a recovery code</a></div></li></xsl:if></ul>
  </section>
  <p class="small"><b>Nothing of this works?</b> Call us at <xsl:apply-templates select="(practice/@support_phone | practice/@phone)[last()]" mode="tel"/>. Or <a href="/account/sign-in">start again</a>.</p>
</xsl:template>

<!-- What is asked for, and its form. -->
<xsl:template match="@way[. = 'app']" mode="ask">
  <p>Open the authenticator app on your phone. Enter the 6 digits that it shows for <b><xsl:value-of select="../practice/@short_name"/></b>.</p>
</xsl:template>

<xsl:template match="@way[. = 'text']" mode="ask">
  <xsl:choose>
    <xsl:when test="../@sent"><p>We texted a 6-digit code to the phone <b class="nums"><xsl:value-of select="../@phone-masked"/></b>.</p></xsl:when>
    <xsl:when test="../@texts"><p>We text a code to your phone.</p></xsl:when>
    <xsl:otherwise><p>We can’t send text messages right now. Please use something else.</p></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@way[. = 'recovery']" mode="ask">
  <p>Enter one of the recovery codes that you printed or wrote down, like K7QAZ-3MXP2.</p>
</xsl:template>

<xsl:template match="@way[. = 'passkey']" mode="ask">
  <p>Use your passkey: press the button, then unlock your device as you always do.</p>
</xsl:template>

<xsl:template match="@way[. = 'passkey']" mode="form">
  <form class="stack" method="post" action="/account/second/passkey" data-passkey="sign">
    <xsl:apply-templates select="../passkey" mode="data"/>
    <xsl:call-template name="token"/>
    <input type="hidden" name="credential"/>
    <input type="hidden" name="client_data"/>
    <input type="hidden" name="data"/>
    <input type="hidden" name="signature"/>
    <xsl:apply-templates select="../passkey" mode="notes"/>
    <xsl:apply-templates select="../@remember-days" mode="remember"/>
    <xsl:apply-templates select="../passkey" mode="actions"><xsl:with-param name="button">Use my passkey</xsl:with-param></xsl:apply-templates>
  </form>
</xsl:template>

<xsl:template match="@way" mode="form">
  <form class="stack" method="post" novalidate="novalidate" action="/account/second">
    <xsl:call-template name="token"/>
    <input type="hidden" name="way" value="{.}"/>
    <xsl:apply-templates select="." mode="code"/>
    <xsl:apply-templates select="../@remember-days" mode="remember"/>
    <div class="actions"><button class="btn" type="submit">Sign in</button></div>
  </form>
</xsl:template>

<xsl:template match="@remember-days" mode="remember">
  <label class="choice bare"><input type="checkbox" name="remember" value="1"/> <span>Remember this device for <xsl:value-of select="."/> days <span class="hint">Only on a device that is yours. We then ask for your password only.</span></span></label>
</xsl:template>

<xsl:template match="@way" mode="code">
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'code'"/>
    <xsl:with-param name="label">Code</xsl:with-param>
    <xsl:with-param name="hint">6 digits.</xsl:with-param>
    <xsl:with-param name="autocomplete" select="'one-time-code'"/>
    <xsl:with-param name="kind" select="'w-code'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="@way[. = 'text']" mode="code">
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'code'"/>
    <xsl:with-param name="label">Code</xsl:with-param>
    <xsl:with-param name="hint">
      <xsl:choose>
        <xsl:when test="../@until-says">Good until <xsl:value-of select="../@until-says"/>.</xsl:when>
        <xsl:otherwise>The time for this code is over. Send a new code below.</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="autocomplete" select="'one-time-code'"/>
    <xsl:with-param name="kind" select="'w-code'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="@way[. = 'recovery']" mode="code">
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'code'"/>
    <xsl:with-param name="label">Recovery code</xsl:with-param>
    <xsl:with-param name="hint">Each works once. Small letters and blanks make no difference.</xsl:with-param>
    <xsl:with-param name="autocomplete" select="'off'"/>
    <xsl:with-param name="kind" select="'w-name'"/>
  </xsl:call-template>
</xsl:template>

<!-- A text goes to one of the phones, by a press. -->
<xsl:template name="phones">
  <xsl:if test="@texts">
    <section class="sheet stack" aria-labelledby="phones"><h2 id="phones">
        <xsl:choose>
          <xsl:when test="@sent">No code yet?</xsl:when>
          <xsl:otherwise>Which phone?</xsl:otherwise>
        </xsl:choose></h2>
      <xsl:if test="@sent"><p>A text can take a minute or two. A new code makes the old one stop working.</p></xsl:if>
      <xsl:apply-templates select="option[@kind = 'text']" mode="send"/>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template match="option" mode="send">
  <form method="post" action="/account/second/text">
    <xsl:call-template name="token"/>
    <input type="hidden" name="id" value="{@id}"/>
    <button class="btn quiet" type="submit">Text a code: <xsl:value-of select="@name"/></button>
  </form>
</xsl:template>

<!-- Another option than the one that is asked for. -->
<xsl:template match="option[@kind = 'passkey' and /page/@way != 'passkey' and not(preceding-sibling::option[@kind = 'passkey'])]" mode="other">
  <li><div class="body"><a href="/account/second?way=passkey">Use your passkey</a></div></li>
</xsl:template>

<xsl:template match="option" mode="other"/>

<xsl:template match="option[@kind = 'app' and /page/@way != 'app' and not(preceding-sibling::option[@kind = 'app'])]" mode="other">
  <li><div class="body"><a href="/account/second?way=app">Use your authenticator app</a></div></li>
</xsl:template>

<xsl:template match="option[@kind = 'text' and /page/@texts and /page/@way != 'text' and not(preceding-sibling::option[@kind = 'text'])]" mode="other">
  <li><div class="body"><a href="/account/second?way=text">Get a code by text message</a></div></li>
</xsl:template>

<xsl:template match="field[@name = 'code']/@error[. = 'required']" mode="says">Enter the code.</xsl:template>
</xsl:stylesheet>
