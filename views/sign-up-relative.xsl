<!--
  GET, POST /account/sign-up/relative: the account of who is no patient.

  Expects: page @own-name, if we know it; @own_account_age @password_min;
  form/field name birth_date, and what sign-up-account.xsl does.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="sign-up-account.xsl"/>

<xsl:template match="page" mode="title">Sign up: your own account</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Sign up · Step 4 of 4</p><h1>Your own account</h1>
    <p>Nobody else signs in with it. You will see the patient’s record there. You must be <xsl:value-of select="@own_account_age"/> or older.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/sign-up/relative">
    <xsl:call-template name="token"/>
    <xsl:apply-templates select="." mode="name"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'birth_date'"/>
      <xsl:with-param name="label">Your date of birth</xsl:with-param>
      <xsl:with-param name="hint">Your own, not the patient’s.</xsl:with-param>
      <xsl:with-param name="type" select="'date'"/>
      <xsl:with-param name="autocomplete" select="'bday'"/>
      <xsl:with-param name="kind" select="'w-date'"/>
    </xsl:call-template>
    <xsl:call-template name="credentials"/>
    <div class="actions"><button class="btn" type="submit">Make my account</button></div>
  </form>
  <xsl:call-template name="password-advice"/>
</xsl:template>

<!-- The patient agreed to this person: the name stays as they read it. -->
<xsl:template match="page[@own-name]" mode="name">
  <p>Your name: <b><xsl:value-of select="@own-name"/></b></p>
</xsl:template>

<xsl:template match="page" mode="name">
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'name'"/>
    <xsl:with-param name="label">Your first and last name</xsl:with-param>
    <xsl:with-param name="autocomplete" select="'name'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="field[@name = 'name']/@error[. = 'required']" mode="says">Enter your first and last name.</xsl:template>
<xsl:template match="field[@name = 'birth_date']/@error" mode="says">Enter your date of birth with month, day and year, like 11/19/1984</xsl:template>
</xsl:stylesheet>
