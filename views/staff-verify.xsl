<!--
  GET and POST /staff/patients/:id/verify: a guardian, whose document was seen

  Expects: person (see staff-person.xsl); page @age = child, teenager, adult,
  unknown, @own_account_age, @majority_age; holder @id @name @email: whose
  account the address is; form/field email, relation, document, level, until,
  account.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="names.xsl"/>

<xsl:template match="page" mode="title">Verify a guardian</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <p><a class="go" href="/staff/patients/{person/@id}">Back to the patient</a></p>
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Verify a guardian</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:apply-templates select="@age"/>
  <xsl:if test="@age != 'unknown'"><xsl:apply-templates select="." mode="form"/></xsl:if>
</xsl:template>

<xsl:template match="@age"><p>For parents and legal guardians of a child. Full access becomes Billing only when the child turns <xsl:value-of select="../@own_account_age"/>, and ends at <xsl:value-of select="../@majority_age"/>.</p></xsl:template>
<xsl:template match="@age[. = 'teenager']"><p>At this age a guardian sees the bills only, until the patient turns <xsl:value-of select="../@majority_age"/>. Only the patient can give more.</p></xsl:template>
<xsl:template match="@age[. = 'adult']"><p>For an adult who can’t decide for themselves. Look at the court order or the power of attorney first.</p></xsl:template>
<xsl:template match="@age[. = 'unknown']"><div class="note warn"><xsl:call-template name="icon-alert"/><div><p>There is no birth date on this record. It has to be there first.</p></div></div></xsl:template>

<xsl:template match="page" mode="form">
  <form class="sheet stack" method="post" action="/staff/patients/{person/@id}/verify">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name">email</xsl:with-param>
      <xsl:with-param name="label">Email of the guardian’s account</xsl:with-param>
      <xsl:with-param name="hint">They sign up first, as a family member.</xsl:with-param>
      <xsl:with-param name="type">email</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <xsl:apply-templates select="holder"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name">relation</xsl:with-param>
      <xsl:with-param name="label">Relationship to the patient</xsl:with-param>
      <xsl:with-param name="hint">Such as mother, or legal guardian</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name">document</xsl:with-param>
      <xsl:with-param name="label">Document you have seen</xsl:with-param>
      <xsl:with-param name="hint">Which, and its date: birth certificate, court order of March 2, 2026</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <xsl:apply-templates select="." mode="levels"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name">until</xsl:with-param>
      <xsl:with-param name="label">Last day of the access</xsl:with-param>
      <xsl:with-param name="hint">If the document names one</xsl:with-param>
      <xsl:with-param name="type">date</xsl:with-param>
      <xsl:with-param name="kind">w-date</xsl:with-param>
      <xsl:with-param name="required" select="false()"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Give access</button>
      <a class="btn plain" href="/staff/patients/{person/@id}">Cancel</a></div>
  </form>
</xsl:template>

<xsl:template match="holder">
  <fieldset class="choices" id="account" tabindex="-1"><legend>Is this the person?</legend>
    <label class="choice"><input type="checkbox" name="account" value="{@id}"/> <span><b><xsl:value-of select="@name"/></b>, <xsl:value-of select="@email"/>: I have seen this person’s document.</span></label></fieldset>
</xsl:template>

<xsl:template match="page" mode="levels">
  <fieldset class="choices two" id="level" tabindex="-1"><legend>Access level</legend>
    <xsl:apply-templates select="form/field[@name = 'level']/@error" mode="beside"/>
    <xsl:if test="@age != 'teenager'"><label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">level</xsl:with-param><xsl:with-param name="value">full</xsl:with-param></xsl:call-template><xsl:text> </xsl:text><span><b>Full</b></span></label></xsl:if>
    <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">level</xsl:with-param><xsl:with-param name="value">billing</xsl:with-param><xsl:with-param name="default" select="@age = 'teenager'"/></xsl:call-template><xsl:text> </xsl:text><span><b>Billing only</b></span></label>
  </fieldset>
</xsl:template>

<xsl:template match="field[@name = 'level']/@error" mode="says">Please choose a level.</xsl:template>
</xsl:stylesheet>
