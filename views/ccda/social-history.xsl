<?xml version="1.0" encoding="UTF-8"?>
<!-- social-history.xsl: smoking, sex at birth, gender identity, questionnaires, daily life -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:variable name="smoking"> 266919005 266927001 428041000124106 428061000124105 428071000124103 449868002 77176002 8517006 </xsl:variable>
<xsl:variable name="tobacco"> 110483000 160603005 160604004 160605003 160606002 228494002 266920004 266927001 266929003 365981007 365982000 428041000124106 428061000124105 428071000124103 449868002 56578002 56771006 59978006 65568007 81703003 82302008 </xsl:variable>

<xsl:template name="social-history">
  <xsl:variable name="rows" select="observation[@category = 'social' or @category = 'survey']"/>
  <xsl:variable name="traits" select="patient_trait[@kind = 'birth_sex' or @kind = 'gender_identity' or @kind = 'tribe']"/>
  <component>
    <section>
      <xsl:if test="not($rows or $traits)"><xsl:attribute name="nullFlavor">NI</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.2.17"/>
      <templateId root="2.16.840.1.113883.10.20.22.2.17" extension="2015-08-01"/>
      <code code="29762-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Social history Narrative"/>
      <title>Daily life (social history)</title>
      <text>
        <xsl:choose>
          <xsl:when test="$rows or $traits">
            <xsl:if test="$traits">
              <list><xsl:apply-templates select="$traits" mode="row"/></list>
            </xsl:if>
            <xsl:if test="$rows">
              <xsl:call-template name="result-table"><xsl:with-param name="rows" select="$rows"/></xsl:call-template>
            </xsl:if>
          </xsl:when>
          <xsl:otherwise><paragraph><xsl:value-of select="$nothing"/></paragraph></xsl:otherwise>
        </xsl:choose>
      </text>
      <xsl:apply-templates select="$rows" mode="social"/>
      <xsl:apply-templates select="$traits" mode="social"/>
    </section>
  </component>
</xsl:template>

<xsl:template match="patient_trait" mode="row">
  <item ID="trait-{@id}">
    <xsl:choose>
      <xsl:when test="@kind = 'birth_sex'">Sex at birth</xsl:when>
      <xsl:when test="@kind = 'tribe'">Tribe</xsl:when>
      <xsl:otherwise>Gender identity</xsl:otherwise>
    </xsl:choose>
    <xsl:text>: </xsl:text>
    <content ID="trait-{@id}-value"><xsl:apply-templates select="@display" mode="bare"/></content>
  </item>
</xsl:template>

<xsl:template match="observation" mode="social">
  <xsl:choose>
    <xsl:when test="observation and not(@value)"><xsl:apply-templates select="observation" mode="social"/></xsl:when>
    <xsl:otherwise>
      <entry typeCode="DRIV">
        <observation classCode="OBS" moodCode="EVN">
          <xsl:call-template name="social-content"/>
        </observation>
      </entry>
      <xsl:apply-templates select="observation" mode="social"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="social-content">
  <xsl:choose>
    <xsl:when test="@code = '72166-2' and @taken_when-ts and @value_system = 'SNOMED' and contains($smoking, concat(' ', @value_code, ' '))">
      <templateId root="2.16.840.1.113883.10.20.22.4.78"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.78" extension="2014-06-09"/>
    </xsl:when>
    <xsl:when test="@code = '11367-0' and @taken_when-ts and @value_system = 'SNOMED' and contains($tobacco, concat(' ', @value_code, ' '))">
      <templateId root="2.16.840.1.113883.10.20.22.4.85"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.85" extension="2014-06-09"/>
    </xsl:when>
    <xsl:when test="@category = 'survey'">
      <templateId root="2.16.840.1.113883.10.20.22.4.69" extension="2022-06-01"/>
    </xsl:when>
    <xsl:otherwise>
      <templateId root="2.16.840.1.113883.10.20.22.4.38"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.38" extension="2015-08-01"/>
    </xsl:otherwise>
  </xsl:choose>
  <id root="{$uid}" extension="observation-{@id}"/>
  <code>
    <xsl:call-template name="code"><xsl:with-param name="ref" select="concat('observation-', @id, '-name')"/></xsl:call-template>
    <xsl:if test="not(@system = 'LOINC')"><translation nullFlavor="UNK"/></xsl:if>
  </code>
  <text><reference value="#observation-{@id}"/></text>
  <statusCode code="completed"/>
  <xsl:choose>
    <xsl:when test="@code = '11367-0' and @taken_when-ts">
      <effectiveTime>
        <low value="{@taken_when-ts}"/>
        <xsl:if test="@end_when-ts"><high value="{@end_when-ts}"/></xsl:if>
      </effectiveTime>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="time"><xsl:with-param name="ts" select="(@taken_when-ts | ../@taken_when-ts)[last()]"/></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="observation-value"/>
  <xsl:call-template name="author"><xsl:with-param name="ts" select="@issued_when-ts"/></xsl:call-template>
</xsl:template>

<xsl:template match="patient_trait" mode="social">
  <entry typeCode="DRIV">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.38"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.38" extension="2015-08-01"/>
      <id root="{$uid}" extension="trait-{@id}"/>
      <code code="95370-3" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Tribal affiliation"/>
      <text><reference value="#trait-{@id}"/></text>
      <statusCode code="completed"/>
      <effectiveTime nullFlavor="UNK"/>
      <value xsi:type="CD"><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('trait-', @id, '-value')"/></xsl:call-template></value>
    </observation>
  </entry>
</xsl:template>

<xsl:template match="patient_trait[@kind = 'gender_identity']" mode="social">
  <entry typeCode="DRIV">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.34.3.45" extension="2022-06-01"/>
      <id root="{$uid}" extension="trait-{@id}"/>
      <code code="76691-5" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Gender identity"/>
      <text><reference value="#trait-{@id}"/></text>
      <statusCode code="completed"/>
      <effectiveTime><low nullFlavor="UNK"/></effectiveTime>
      <value xsi:type="CD"><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('trait-', @id, '-value')"/></xsl:call-template></value>
    </observation>
  </entry>
</xsl:template>

<xsl:template match="patient_trait[@kind = 'birth_sex']" mode="social">
  <entry typeCode="DRIV">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.200" extension="2016-06-01"/>
      <id root="{$uid}" extension="trait-{@id}"/>
      <code code="76689-9" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Sex Assigned At Birth"/>
      <text><reference value="#trait-{@id}"/></text>
      <statusCode code="completed"/>
      <xsl:call-template name="time"><xsl:with-param name="ts" select="../patient/@birth_when-ts"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="@code = 'F'"><value xsi:type="CD" code="F" codeSystem="2.16.840.1.113883.5.1" displayName="Female"/></xsl:when>
        <xsl:when test="@code = 'M'"><value xsi:type="CD" code="M" codeSystem="2.16.840.1.113883.5.1" displayName="Male"/></xsl:when>
        <xsl:otherwise><value xsi:type="CD" nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
    </observation>
  </entry>
</xsl:template>
</xsl:stylesheet>
