<!--
  GET, POST /account/sign-up/code and /account/sign-up/confirm. The words are
  the same whether or not anybody matched.

  Expects: page @purpose = contact (email on file), email (the new one for
  sign-in); @contact-masked "d•••@m•••.example"; @until-says "2:25 PM", none
  if that is over; @resent = "1"; form/field code @error = required, wrong, used-up.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Sign up: enter your code</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><xsl:apply-templates select="." mode="sent"/></div>
  <xsl:apply-templates select="@resent" mode="note"/>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/sign-up/code">
    <xsl:if test="@purpose = 'email'"><xsl:attribute name="action">/account/sign-up/confirm</xsl:attribute></xsl:if>
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
    <p>An email can take a few minutes. Look in the spam folder too.</p>
    <form method="post" action="/account/sign-up/again">
      <xsl:call-template name="token"/>
      <button class="btn quiet" type="submit">Send a new code</button>
    </form>
    <xsl:apply-templates select="." mode="stuck"/>
  </div>
</xsl:template>

<xsl:template match="page" mode="sent">
  <p class="step">Sign up · Step 3 of 4</p><h1>Enter your code</h1>
  <p>If what you entered matches our records, we sent a 6-digit code to <b><xsl:value-of select="@contact-masked"/></b></p>
</xsl:template>

<xsl:template match="page[@purpose = 'email']" mode="sent">
  <p class="step">Sign up · Last step</p><h1>Enter your code</h1>
  <p>We sent an email to <b><xsl:value-of select="@contact-masked"/></b>. Enter the 6-digit code from it, so that we know this email is yours.</p>
</xsl:template>

<xsl:template match="page" mode="stuck">
  <p class="small soft">Nothing comes? Then something may be different in our records. <a href="/account/sign-up/patient">Check what you entered</a>, or call us at <xsl:apply-templates select="practice/@phone" mode="tel"/>. For your safety we change an email only when we know it is you.</p>
</xsl:template>

<xsl:template match="page[@purpose = 'email']" mode="stuck">
  <p class="small soft">Nothing comes? <a href="/account/sign-up/account">Check the email you entered</a>, or call us at <xsl:apply-templates select="practice/@phone" mode="tel"/>.</p>
</xsl:template>

<xsl:template match="@resent" mode="note">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><b>A new code is on its way</b>, if everything matches. Use the newest code only. Older ones no longer work.</p></div></div>
</xsl:template>

<xsl:template match="field[@name = 'code']/@error" mode="says">That code is not right, or it is too old. Check the newest email, or send a new code.</xsl:template>
<xsl:template match="field[@name = 'code']/@error[. = 'required']" mode="says">Enter the 6 digits from the email.</xsl:template>
<xsl:template match="field[@name = 'code']/@error[. = 'used-up']" mode="says">There were too many tries with this code. Send a new code.</xsl:template>
</xsl:stylesheet>
