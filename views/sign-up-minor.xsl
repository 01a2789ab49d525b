<!--
  POST /account/sign-up/patient with the birth date of someone too young; or
  /account/sign-up/relative, of a family member.

  Expects: page @age-group = child, teen, too-young (the family member);
  @own_account_age @majority_age.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Sign up: for children and teens</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:apply-templates select="@age-group" mode="why"/>
  <p class="actions"><a class="btn" href="tel:{practice/@phone-tel}"><xsl:call-template name="icon-phone"/>Call&#160;the&#160;office</a><a class="btn plain" href="/account/sign-in">Back to sign in</a></p>
  <p class="soft small">Was the date of birth a slip? <a href="/account/sign-up/patient"><xsl:if test="@age-group = 'too-young'"><xsl:attribute name="href">/account/sign-up/relative</xsl:attribute></xsl:if>Enter it again</a></p>
  <xsl:apply-templates select="practice" mode="emergency"/>
</xsl:template>

<xsl:template match="@age-group" mode="why">
  <div class="head"><p class="step">Sign up</p><h1>A child under <xsl:value-of select="../@own_account_age"/> cannot have an account</h1>
    <p>The law protects children online, so we cannot make an account for you yet. Nothing you typed was kept.</p></div>
  <div class="sheet stack">
    <h2>A parent can help</h2>
    <p>Ask a parent or guardian to <a href="/account/sign-up/family">sign up as your family member</a>, or to call us at <xsl:apply-templates select="../practice/@phone" mode="tel"/>. They get their own account and can see your record there.</p>
  </div>
</xsl:template>

<xsl:template match="@age-group[. = 'too-young']" mode="why">
  <div class="head"><p class="step">Sign up</p><h1>You need to be <xsl:value-of select="../@own_account_age"/> or older</h1>
    <p>The law protects children online, so we cannot make an account for you yet. Nothing you typed was kept.</p></div>
  <div class="sheet stack">
    <h2>An adult can help</h2>
    <p>Ask an adult in your family to call us at <xsl:apply-templates select="../practice/@phone" mode="tel"/>.</p>
  </div>
</xsl:template>

<xsl:template match="@age-group[. = 'teen']" mode="why">
  <div class="head"><p class="step">Sign up</p><h1>You can have your own account</h1>
    <p>If you are <xsl:value-of select="../@own_account_age"/> to <xsl:value-of select="../@majority_age - 1"/>, our office sets it up with you. You cannot do it on this page. Nothing you typed was kept.</p></div>
  <div class="sheet stack">
    <h2>What to do</h2>
    <p>Call us at <xsl:apply-templates select="../practice/@phone" mode="tel"/>, or ask at your next visit. Have your own email or phone ready, not one that a parent uses. That way your record stays yours.</p>
  </div>
</xsl:template>
</xsl:stylesheet>
