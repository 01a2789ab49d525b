<?xml version="1.0" encoding="UTF-8"?>
<!-- family-history.xsl: conditions of relatives -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="family-history">
  <xsl:if test="family_history">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.15"/>
        <templateId root="2.16.840.1.113883.10.20.22.2.15" extension="2015-08-01"/>
        <code code="10157-6" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="History of family member diseases Narrative"/>
        <title>Family history</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Relative</th><th>Condition</th><th>Began</th><th>Has died</th><th>Notes</th></tr></thead>
            <tbody><xsl:apply-templates select="family_history" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="family_history" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="family_history" mode="row">
  <tr ID="family-{@id}">
    <th>
      <xsl:value-of select="@relation"/>
      <xsl:if test="@relative_name">, <xsl:value-of select="@relative_name"/></xsl:if>
      <xsl:if test="@relative_sex">, <xsl:value-of select="@relative_sex"/></xsl:if>
    </th>
    <td ID="family-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></td>
    <td><xsl:value-of select="@onset"/></td>
    <td>
      <xsl:choose>
        <xsl:when test="@deceased = 1">yes</xsl:when>
        <xsl:when test="@deceased = 0">no</xsl:when>
      </xsl:choose>
    </td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<xsl:template match="family_history" mode="entry">
  <entry typeCode="DRIV">
    <organizer classCode="CLUSTER" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.45"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.45" extension="2015-08-01"/>
      <id root="{$uid}" extension="relative-{@id}"/>
      <statusCode code="completed"/>
      <subject>
        <relatedSubject classCode="PRS">
          <code>
            <xsl:call-template name="relation">
              <xsl:with-param name="code" select="@relation_code"/>
              <xsl:with-param name="system" select="@relation_system"/>
              <xsl:with-param name="display" select="@relation"/>
            </xsl:call-template>
          </code>
          <subject>
            <xsl:choose>
              <xsl:when test="@relative_sex = 'female'"><administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1" displayName="Female"/></xsl:when>
              <xsl:when test="@relative_sex = 'male'"><administrativeGenderCode code="M" codeSystem="2.16.840.1.113883.5.1" displayName="Male"/></xsl:when>
              <xsl:otherwise><administrativeGenderCode nullFlavor="UNK"/></xsl:otherwise>
            </xsl:choose>
            <xsl:if test="@deceased = 1"><sdtc:deceasedInd value="true"/></xsl:if>
            <xsl:if test="@deceased = 0"><sdtc:deceasedInd value="false"/></xsl:if>
          </subject>
        </relatedSubject>
      </subject>
      <component>
        <observation classCode="OBS" moodCode="EVN">
          <templateId root="2.16.840.1.113883.10.20.22.4.46"/>
          <templateId root="2.16.840.1.113883.10.20.22.4.46" extension="2015-08-01"/>
          <id root="{$uid}" extension="family-{@id}"/>
          <code code="64572001" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Disease">
            <translation code="75315-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Condition Family member"/>
          </code>
          <text><reference value="#family-{@id}"/></text>
          <statusCode code="completed"/>
          <effectiveTime nullFlavor="UNK"/>
          <value xsi:type="CD"><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('family-', @id, '-name')"/></xsl:call-template></value>
        </observation>
      </component>
    </organizer>
  </entry>
</xsl:template>
</xsl:stylesheet>
