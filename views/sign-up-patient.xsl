<!--
  GET, POST /account/sign-up/patient

  Expects: form/field first_name, last_name, birth_date (YYYY-MM-DD), email.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Sign up: about you</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Sign up · Step 2 of 4</p><h1>Tell us who you are</h1>
    <p>Enter it as our office has it. If it matches, we send a code to the email we have for you.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/sign-up/patient">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'first_name'"/>
      <xsl:with-param name="label">First name</xsl:with-param>
      <xsl:with-param name="hint">Your legal name, as on your insurance card.</xsl:with-param>
      <xsl:with-param name="autocomplete" select="'given-name'"/>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'last_name'"/>
      <xsl:with-param name="label">Last name</xsl:with-param>
      <xsl:with-param name="autocomplete" select="'family-name'"/>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'birth_date'"/>
      <xsl:with-param name="label">Date of birth</xsl:with-param>
      <xsl:with-param name="hint">Month, day and full year. You can type the numbers.</xsl:with-param>
      <xsl:with-param name="type" select="'date'"/>
      <xsl:with-param name="autocomplete" select="'bday'"/>
      <xsl:with-param name="kind" select="'w-date'"/>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'email'"/>
      <xsl:with-param name="label">Email that the practice has on file</xsl:with-param>
      <xsl:with-param name="hint">The one you gave us before. We send the code only there.</xsl:with-param>
      <xsl:with-param name="type" select="'email'"/>
      <xsl:with-param name="autocomplete" select="'email'"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Continue</button><a class="btn plain" href="/account/sign-up">Back</a></div>
  </form>
  <div class="sheet stack">
    <h2>No email on file, or not sure?</h2>
    <p>Call us at <xsl:apply-templates select="practice/@phone" mode="tel"/>, or tell us at your next visit. When we know it is you, we add your email. Then come back to this page.</p>
  </div>
</xsl:template>

<xsl:template match="field[@name = 'first_name']/@error[. = 'required']" mode="says">Enter your first name.</xsl:template>
<xsl:template match="field[@name = 'last_name']/@error[. = 'required']" mode="says">Enter your last name.</xsl:template>
<xsl:template match="field[@name = 'birth_date']/@error[. = 'required']" mode="says">Enter your date of birth.</xsl:template>
<xsl:template match="field[@name = 'birth_date']/@error" mode="says">Enter your date of birth with month, day and year, like 11/19/1984</xsl:template>
<xsl:template match="field[@name = 'email']/@error[. = 'required']" mode="says">Enter the email that the practice has on file.</xsl:template>
</xsl:stylesheet>
