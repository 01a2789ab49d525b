<?xml version="1.0" encoding="UTF-8"?>
<!-- vital-signs.xsl: vital signs, together what was measured at one time -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:key name="vital-at" match="record/observation[@category = 'vital']" use="string(@taken_when)"/>

<xsl:template name="vital-signs">
  <xsl:variable name="rows" select="observation[@category = 'vital']"/>
  <component>
    <section>
      <xsl:if test="not($rows)"><xsl:attribute name="nullFlavor">NI</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.2.4.1"/>
      <templateId root="2.16.840.1.113883.10.20.22.2.4.1" extension="2015-08-01"/>
      <code code="8716-3" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Vital signs"/>
      <title>Vital signs</title>
      <text>
        <xsl:choose>
          <xsl:when test="$rows">
            <xsl:call-template name="result-table"><xsl:with-param name="rows" select="$rows"/></xsl:call-template>
          </xsl:when>
          <xsl:otherwise><paragraph><xsl:value-of select="$nothing"/></paragraph></xsl:otherwise>
        </xsl:choose>
      </text>
      <xsl:for-each select="$rows[generate-id() = generate-id(key('vital-at', string(@taken_when))[1])]">
        <xsl:call-template name="vital-organizer"/>
      </xsl:for-each>
    </section>
  </component>
</xsl:template>

<xsl:template name="vital-organizer">
  <entry typeCode="DRIV">
    <organizer classCode="CLUSTER" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.26"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.26" extension="2015-08-01"/>
      <id root="{$uid}" extension="vitals-{@id}"/>
      <code code="46680005" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Vital signs">
        <translation code="74728-7" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Vital signs, weight, height, head circumference, oxygen saturation and BMI panel"/>
      </code>
      <statusCode code="completed"/>
      <xsl:choose>
        <xsl:when test="@taken_when-ts">
          <effectiveTime><low value="{@taken_when-ts}"/><high value="{@taken_when-ts}"/></effectiveTime>
        </xsl:when>
        <xsl:otherwise><effectiveTime nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="(@taken_when-ts | @issued_when-ts)[1]"/></xsl:call-template>
      <xsl:apply-templates select="key('vital-at', string(@taken_when))" mode="vital-component"/>
    </organizer>
  </entry>
</xsl:template>

<!-- The measure, unless it only heads its parts, as blood pressure does; then these. -->
<xsl:template match="observation" mode="vital-component">
  <xsl:if test="@value or not(observation)">
    <component>
      <observation classCode="OBS" moodCode="EVN">
        <templateId root="2.16.840.1.113883.10.20.22.4.27"/>
        <templateId root="2.16.840.1.113883.10.20.22.4.27" extension="2014-06-09"/>
        <id root="{$uid}" extension="observation-{@id}"/>
        <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('observation-', @id, '-name')"/></xsl:call-template></code>
        <text><reference value="#observation-{@id}"/></text>
        <statusCode code="completed"/>
        <xsl:call-template name="time"><xsl:with-param name="ts" select="(@taken_when-ts | ../@taken_when-ts)[last()]"/></xsl:call-template>
        <xsl:call-template name="vital-value"/>
        <xsl:call-template name="interpretation"/>
        <xsl:call-template name="reference-range"/>
      </observation>
    </component>
  </xsl:if>
  <xsl:apply-templates select="observation" mode="vital-component"/>
</xsl:template>

<!-- A PQ in any case, and with a unit: "1" is HL7's unit of what has none. -->
<xsl:template name="vital-value">
  <value xsi:type="PQ" unit="1">
    <xsl:choose>
      <xsl:when test="number(@value) = number(@value) and not(@comparator)"><xsl:call-template name="quantity"/></xsl:when>
      <xsl:when test="@value">
        <xsl:attribute name="nullFlavor">OTH</xsl:attribute>
        <translation nullFlavor="OTH"><originalText><xsl:call-template name="value-says"/></originalText></translation>
      </xsl:when>
      <xsl:otherwise><xsl:attribute name="nullFlavor">NI</xsl:attribute></xsl:otherwise>
    </xsl:choose>
  </value>
</xsl:template>
</xsl:stylesheet>
