<!--
  GET, POST /account/security/text, POST /account/security/phone: a phone that
  gets text messages is added: its number, then the code that it got.

  Expects: account @set-up = "1" while it has no option yet; page @sent = "1"
  with @phone-masked "ending in 42" and @until-says "2:25 PM" (none if that is
  over); form/field phone, code @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Your security option: a text message</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><xsl:apply-templates select="account/@set-up" mode="step"/><h1>Which phone gets the code?</h1>
    <p>We text you a code now, and each time we need to know that it is you.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/security/phone">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'phone'"/>
      <xsl:with-param name="label">Mobile phone number</xsl:with-param>
      <xsl:with-param name="hint">Like (802) 555-0142. Choose a phone that only you read.</xsl:with-param>
      <xsl:with-param name="type" select="'tel'"/>
      <xsl:with-param name="autocomplete" select="'tel'"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Text me a code</button><a class="btn plain" href="/account/security/first">Back</a></div>
  </form>
</xsl:template>

<xsl:template match="page[@sent]" mode="main">
  <div class="head"><xsl:apply-templates select="account/@set-up" mode="step"/><h1>Enter your code</h1>
    <p>We texted a 6-digit code to the phone <b class="nums"><xsl:value-of select="@phone-masked"/></b>.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/security/text">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'code'"/>
      <xsl:with-param name="label">Code</xsl:with-param>
      <xsl:with-param name="hint">
        <xsl:choose>
          <xsl:when test="@until-says">Good until <xsl:value-of select="@until-says"/>.</xsl:when>
          <xsl:otherwise>The time for this code is over. Send a new code below.</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
      <xsl:with-param name="autocomplete" select="'one-time-code'"/>
      <xsl:with-param name="kind" select="'w-code'"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Continue</button></div>
  </form>
  <div class="sheet stack">
    <h2>No code yet?</h2>
    <p>A text can take a minute or two. You can send a new code, or use another phone.</p>
    <form class="stack" method="post" novalidate="novalidate" action="/account/security/phone">
      <xsl:call-template name="token"/>
      <xsl:call-template name="control">
        <xsl:with-param name="name" select="'phone'"/>
        <xsl:with-param name="label">Mobile phone number</xsl:with-param>
        <xsl:with-param name="type" select="'tel'"/>
        <xsl:with-param name="autocomplete" select="'tel'"/>
      </xsl:call-template>
      <button class="btn quiet" type="submit">Send a new code</button>
    </form>
  </div>
</xsl:template>

<xsl:template match="field[@name = 'code']/@error[. = 'required']" mode="says">Enter the 6 digits from the text message.</xsl:template>
<xsl:template match="field[@name = 'phone']/@error" mode="says">Enter a mobile phone number, like (802) 555-0142.</xsl:template>

<xsl:template match="@set-up" mode="step"><p class="step">Your security option · Step 2 of 3</p></xsl:template>
</xsl:stylesheet>
