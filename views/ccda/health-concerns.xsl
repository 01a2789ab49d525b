<?xml version="1.0" encoding="UTF-8"?>
<!-- health-concerns.xsl: health concerns: problems of the category concern -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="health-concerns">
  <xsl:variable name="rows" select="problem[@category = 'concern']"/>
  <xsl:if test="$rows">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.58" extension="2015-08-01"/>
        <code code="75310-3" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Health concerns Document"/>
        <title>Health concerns</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Concern</th><th>Status</th><th>Since</th><th>Until</th><th>Recorded by</th><th>Notes</th></tr></thead>
            <tbody><xsl:apply-templates select="$rows" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="$rows" mode="concern"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="problem" mode="concern">
  <entry typeCode="DRIV">
    <act classCode="ACT" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.132"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.132" extension="2015-08-01"/>
      <id root="{$uid}" extension="concern-{@id}"/>
      <code code="75310-3" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Health concerns Document"/>
      <text><reference value="#problem-{@id}"/></text>
      <xsl:call-template name="concern-time"/>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@recorded_when-ts"/></xsl:call-template>
      <entryRelationship typeCode="REFR">
        <xsl:call-template name="problem-observation"/>
      </entryRelationship>
    </act>
  </entry>
</xsl:template>
</xsl:stylesheet>
