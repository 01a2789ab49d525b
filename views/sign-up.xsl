<!--
  GET, POST /account/sign-up

  Expects: page @own_account_age @majority_age; form/field who = patient,
  family.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Sign up: who will use this account?</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:variable name="error" select="form/field[@name = 'who']/@error"/>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/sign-up">
    <xsl:call-template name="token"/>
    <fieldset class="choices" id="who" tabindex="-1">
      <xsl:if test="$error"><xsl:attribute name="aria-describedby">who-error</xsl:attribute></xsl:if>
      <legend><span class="step">Sign up · Step 1 of 4</span><h1>Who will use this account?</h1></legend>
      <xsl:apply-templates select="$error" mode="beside"/>
      <label class="choice">
        <xsl:call-template name="radio">
          <xsl:with-param name="name" select="'who'"/>
          <xsl:with-param name="value" select="'patient'"/>
        </xsl:call-template>
        <span><b>Patient</b><xsl:text> </xsl:text><span class="hint">I am <xsl:value-of select="@majority_age"/> or older and I get care at <xsl:value-of select="practice/@short_name"/>.</span></span></label>
      <label class="choice">
        <xsl:call-template name="radio">
          <xsl:with-param name="name" select="'who'"/>
          <xsl:with-param name="value" select="'family'"/>
        </xsl:call-template>
        <span><b>Patient's family member</b><xsl:text> </xsl:text><span class="hint">I help someone who gets care at <xsl:value-of select="practice/@short_name"/>, and I do not need an account for my own record.</span></span></label>
    </fieldset>
    <div class="actions"><button class="btn" type="submit">Continue</button><a class="btn plain" href="/account/sign-in">Back</a></div>
  </form>
  <details class="more">
    <summary>Is it for a child or a teen?</summary>
    <div class="stack">
      <p><b>Under <xsl:value-of select="@own_account_age"/>:</b> a child cannot have an account. A parent chooses <b>Patient's family member</b>, and then enters the child’s name.</p>
      <p><b><xsl:value-of select="@own_account_age"/> to <xsl:value-of select="@majority_age - 1"/>:</b> ask the office. We set up the account with the teen’s own email or phone.</p>
    </div>
  </details>
</xsl:template>

<xsl:template match="field[@name = 'who']/@error" mode="says">Choose who will use this account.</xsl:template>
</xsl:stylesheet>
