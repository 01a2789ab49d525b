<?xml version="1.0" encoding="UTF-8"?>
<!--
  ccda.xsl: a record as Continuity of Care Document (C-CDA R2.1)

  Made from the tree of chart_document(). The header stands in header.xsl, each
  section in a file of its own, what they share in common.xsl. What the record
  does not say is a nullFlavor, never a guess. The six sections that every CCD
  must have are always there; the others only if the record has rows for them.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<xsl:include href="words.xsl"/>
<xsl:include href="common.xsl"/>
<xsl:include href="people.xsl"/>
<xsl:include href="header.xsl"/>
<xsl:include href="demographics.xsl"/>
<xsl:include href="allergies.xsl"/>
<xsl:include href="medications.xsl"/>
<xsl:include href="problems.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="results.xsl"/>
<xsl:include href="social-history.xsl"/>
<xsl:include href="vital-signs.xsl"/>
<xsl:include href="immunizations.xsl"/>
<xsl:include href="procedures.xsl"/>
<xsl:include href="encounters.xsl"/>
<xsl:include href="plan.xsl"/>
<xsl:include href="referrals.xsl"/>
<xsl:include href="goals.xsl"/>
<xsl:include href="health-concerns.xsl"/>
<xsl:include href="status.xsl"/>
<xsl:include href="devices.xsl"/>
<xsl:include href="care-team.xsl"/>
<xsl:include href="payers.xsl"/>
<xsl:include href="family-history.xsl"/>
<xsl:include href="notes.xsl"/>
<xsl:output method="xml" encoding="UTF-8" indent="no"/>


<xsl:template match="/record">
  <ClinicalDocument>
    <xsl:call-template name="header"/>
    <component>
      <structuredBody>
        <xsl:call-template name="allergies"/>
        <xsl:call-template name="medications"/>
        <xsl:call-template name="problems"/>
        <xsl:call-template name="results"/>
        <xsl:call-template name="social-history"/>
        <xsl:call-template name="vital-signs"/>
        <xsl:call-template name="immunizations"/>
        <xsl:call-template name="procedures"/>
        <xsl:call-template name="encounters"/>
        <xsl:call-template name="plan"/>
        <xsl:call-template name="referrals"/>
        <xsl:call-template name="goals"/>
        <xsl:call-template name="health-concerns"/>
        <xsl:call-template name="functional-status"/>
        <xsl:call-template name="mental-status"/>
        <xsl:call-template name="devices"/>
        <xsl:call-template name="care-team"/>
        <xsl:call-template name="payers"/>
        <xsl:call-template name="family-history"/>
        <xsl:call-template name="notes"/>
      </structuredBody>
    </component>
  </ClinicalDocument>
</xsl:template>
</xsl:stylesheet>
