<!--
  GET /health/:patient: Medical History

  Expects: record, whole (all time), newest first; page @is_growing if there is
  a growth chart. How each section looks stands in the files included below.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="history-now.xsl"/>
<xsl:include href="history-medications.xsl"/>
<xsl:include href="history-vaccinations.xsl"/>
<xsl:include href="history-measures.xsl"/>
<xsl:include href="history-care.xsl"/>
<xsl:include href="history-plan.xsl"/>

<xsl:template match="page" mode="title">My health: Medical History</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'history'"/></xsl:call-template>
  <xsl:apply-templates select="record"/>
</xsl:template>

<xsl:template match="record">
  <xsl:apply-templates select="." mode="medications"/>
  <xsl:apply-templates select="." mode="allergies"/>
  <xsl:apply-templates select="." mode="problems"/>
  <xsl:apply-templates select="." mode="vaccinations"/>
  <xsl:apply-templates select="self::*[encounter or appointment]" mode="visits"/>
  <xsl:apply-templates select="." mode="procedures"/>
  <xsl:apply-templates select="." mode="vitals"/>
  <xsl:apply-templates select="self::*[goal or care_plan or problem[@category = 'concern'] or service_request]" mode="plans"/>
  <xsl:apply-templates select="self::*[care_team_member]" mode="team"/>
  <xsl:apply-templates select="self::*[device]" mode="devices"/>
  <xsl:apply-templates select="self::*[observation[@category = 'social']]" mode="social"/>
  <xsl:apply-templates select="self::*[family_history]" mode="family"/>
  <xsl:apply-templates select="self::*[observation[@category = 'survey' or @category = 'function' or @category = 'mental' or @category = 'exam']]" mode="checks"/>
  <xsl:apply-templates select="self::*[coverage]" mode="insurance"/>
  <xsl:apply-templates select="self::*[patient]" mode="about"/>
  <xsl:apply-templates select="." mode="missing"/>
</xsl:template>

<!-- What is not there is said once, not in a sheet for each. -->
<xsl:template match="record" mode="missing">
  <xsl:variable name="empty">
    <xsl:if test="not(encounter or appointment)">visits, </xsl:if>
    <xsl:if test="not(goal)">goals, </xsl:if>
    <xsl:if test="not(care_plan)">care plans, </xsl:if>
    <xsl:if test="not(problem[@category = 'concern'])">health concerns, </xsl:if>
    <xsl:if test="not(care_team_member)">care team, </xsl:if>
    <xsl:if test="not(device)">implants and devices, </xsl:if>
    <xsl:if test="not(observation[@category = 'social'])">social history, </xsl:if>
    <xsl:if test="not(family_history)">family history, </xsl:if>
    <xsl:if test="not(coverage)">insurance, </xsl:if>
  </xsl:variable>
  <xsl:if test="string($empty)">
    <p class="soft">Nothing is on record for: <xsl:value-of select="substring($empty, 1, string-length($empty) - 2)"/>. Is something missing? Please <a href="{$home}#messages">tell us</a> and we will check.</p>
  </xsl:if>
</xsl:template>
</xsl:stylesheet>
