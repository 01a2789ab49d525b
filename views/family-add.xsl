<!--
  GET, POST /family/add: Add Patient.

  Expects: what asking.xsl does; request @id @asked_at-says = one that waits for
  its passcode; form/field own_email = none, own; email.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="asking.xsl"/>

<xsl:template match="page" mode="title">Add Patient</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Add Patient</h1>
    <p class="soft">Ask for the record of your child, or of someone you care for. They must be a patient here. Enter it as our office has it.</p></div>
  <xsl:apply-templates select="@too-often" mode="note"/>
  <xsl:if test="request">
    <div class="note info"><xsl:call-template name="icon-clock"/>
      <div><p><b>Did you get a passcode?</b></p><xsl:apply-templates select="request"/></div></div>
  </xsl:if>
  <xsl:call-template name="problems"/>
  <form class="sheet stack" method="post" novalidate="novalidate" action="/family/add">
    <xsl:call-template name="token"/>
    <xsl:call-template name="about-patient"/>
    <xsl:call-template name="relation"/>
    <xsl:call-template name="own-email"/>
    <xsl:call-template name="channel"/>
    <div class="actions"><button class="btn" type="submit">Send the passcode</button><a class="btn plain" href="/family/settings">Back</a></div>
  </form>
</xsl:template>

<xsl:template match="request">
  <p><a href="/family/add/{@id}">Enter the passcode you asked for: <xsl:value-of select="@asked_at-says"/></a></p>
</xsl:template>

<xsl:template name="own-email">
  <xsl:variable name="error" select="form/field[@name = 'own_email']/@error"/>
  <fieldset class="choices" id="own_email" tabindex="-1">
    <xsl:if test="$error"><xsl:attribute name="aria-describedby">own_email-error</xsl:attribute></xsl:if>
    <legend>Does the patient have an email of their own?</legend>
    <xsl:apply-templates select="$error" mode="beside"/>
    <label class="choice">
      <xsl:call-template name="radio">
        <xsl:with-param name="name" select="'own_email'"/>
        <xsl:with-param name="value" select="'none'"/>
        <xsl:with-param name="default" select="true()"/>
      </xsl:call-template>
      <span><b>No email</b><xsl:text> </xsl:text><span class="hint">Choose this for a young child.</span></span></label>
    <label class="choice">
      <xsl:call-template name="radio">
        <xsl:with-param name="name" select="'own_email'"/>
        <xsl:with-param name="value" select="'own'"/>
      </xsl:call-template>
      <span><b>Own email</b><xsl:text> </xsl:text><span class="hint">One that only the patient reads, and that our office has on file. Enter it below.</span></span></label>
  </fieldset>
  <div class="note warn slim"><xsl:call-template name="icon-alert"/>
    <div><p><b>DO NOT enter your email address.</b> It belongs to your own account.</p></div></div>
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'email'"/>
    <xsl:with-param name="label">Patient’s own email</xsl:with-param>
    <xsl:with-param name="hint">Leave this empty if you chose No email.</xsl:with-param>
    <xsl:with-param name="type" select="'email'"/>
    <xsl:with-param name="autocomplete" select="'off'"/>
    <xsl:with-param name="required" select="false()"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="field[@name = 'own_email']/@error" mode="says">Choose No email, or the patient’s own email.</xsl:template>
</xsl:stylesheet>
