<?xml version="1.0" encoding="UTF-8"?>
<!-- status.xsl: functional and mental status -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="functional-status">
  <xsl:variable name="rows" select="observation[@category = 'function']"/>
  <xsl:if test="$rows">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.14"/>
        <templateId root="2.16.840.1.113883.10.20.22.2.14" extension="2014-06-09"/>
        <code code="47420-5" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Functional status assessment note"/>
        <title>Functional status</title>
        <text><xsl:call-template name="result-table"><xsl:with-param name="rows" select="$rows"/></xsl:call-template></text>
        <xsl:apply-templates select="$rows" mode="function"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template name="mental-status">
  <xsl:variable name="rows" select="observation[@category = 'mental']"/>
  <xsl:if test="$rows">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.56" extension="2015-08-01"/>
        <code code="10190-7" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Mental status Narrative"/>
        <title>Mental status</title>
        <text><xsl:call-template name="result-table"><xsl:with-param name="rows" select="$rows"/></xsl:call-template></text>
        <xsl:apply-templates select="$rows" mode="mental"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<!-- The code is fixed; what was looked at is its translation. -->
<xsl:template match="observation" mode="function">
  <xsl:if test="@value or not(observation)">
    <entry typeCode="DRIV">
      <observation classCode="OBS" moodCode="EVN">
        <templateId root="2.16.840.1.113883.10.20.22.4.67"/>
        <templateId root="2.16.840.1.113883.10.20.22.4.67" extension="2014-06-09"/>
        <id root="{$uid}" extension="observation-{@id}"/>
        <code code="54522-8" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Functional status">
          <xsl:call-template name="status-code"/>
        </code>
        <xsl:call-template name="status-content"/>
      </observation>
    </entry>
  </xsl:if>
  <xsl:apply-templates select="observation" mode="function"/>
</xsl:template>

<xsl:template match="observation" mode="mental">
  <xsl:if test="@value or not(observation)">
    <entry typeCode="DRIV">
      <observation classCode="OBS" moodCode="EVN">
        <templateId root="2.16.840.1.113883.10.20.22.4.74"/>
        <templateId root="2.16.840.1.113883.10.20.22.4.74" extension="2015-08-01"/>
        <id root="{$uid}" extension="observation-{@id}"/>
        <code code="373930000" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Cognitive function finding">
          <xsl:call-template name="status-code"/>
        </code>
        <xsl:call-template name="status-content"/>
      </observation>
    </entry>
  </xsl:if>
  <xsl:apply-templates select="observation" mode="mental"/>
</xsl:template>

<xsl:template name="status-code">
  <originalText><reference value="#observation-{@id}-name"/></originalText>
  <xsl:choose>
    <xsl:when test="ancestor-or-self::observation[@category = 'mental'] and not(@code = '75275-8')">
      <translation code="75275-8" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Cognitive function"/>
    </xsl:when>
  </xsl:choose>
  <translation><xsl:call-template name="code"/></translation>
</xsl:template>

<xsl:template name="status-content">
  <text><reference value="#observation-{@id}"/></text>
  <statusCode code="completed"/>
  <xsl:call-template name="time"><xsl:with-param name="ts" select="(@taken_when-ts | ../@taken_when-ts)[last()]"/></xsl:call-template>
  <xsl:call-template name="observation-value"/>
  <xsl:call-template name="author"><xsl:with-param name="ts" select="@issued_when-ts"/></xsl:call-template>
</xsl:template>
</xsl:stylesheet>
