<?xml version="1.0" encoding="UTF-8"?>
<!-- encounters.xsl: visits, calls and stays, with what was found -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:key name="found-at" match="problem" use="@encounter_id"/>

<xsl:template name="encounters">
  <xsl:if test="encounter">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.22.1"/>
        <templateId root="2.16.840.1.113883.10.20.22.2.22.1" extension="2015-08-01"/>
        <code code="46240-8" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="History of Hospitalizations+Outpatient visits Narrative"/>
        <title>Visits</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Visit</th><th>Date</th><th>Status</th><th>For</th><th>Found</th><th>With</th><th>Place</th></tr></thead>
            <tbody><xsl:apply-templates select="encounter" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="encounter" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="encounter" mode="row">
  <tr ID="encounter-{@id}">
    <th><content ID="encounter-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></content><xsl:if test="@class"> (<xsl:value-of select="@class"/>)</xsl:if></th>
    <td>
      <xsl:call-template name="says"><xsl:with-param name="says" select="@start_when-says"/><xsl:with-param name="raw" select="@start_when"/></xsl:call-template>
      <xsl:if test="@end_when-says and string(@end_when-says) != string(@start_when-says)"> to <xsl:value-of select="@end_when-says"/></xsl:if>
    </td>
    <td><xsl:call-template name="status-says"/></td>
    <td><xsl:apply-templates select="@reason" mode="bare"/></td>
    <td>
      <xsl:for-each select="key('found-at', @id)">
        <xsl:if test="position() &gt; 1">; </xsl:if>
        <content ID="found-{@id}"><content ID="found-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></content></content>
      </xsl:for-each>
    </td>
    <td><xsl:call-template name="provider-says"/></td>
    <td>
      <xsl:value-of select="key('location', @location_id)/@name"/>
      <xsl:if test="not(@location_id)"><xsl:value-of select="key('organization', @organization_id)/@name"/></xsl:if>
    </td>
  </tr>
</xsl:template>

<xsl:template match="encounter" mode="entry">
  <entry typeCode="DRIV">
    <encounter classCode="ENC" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.49"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.49" extension="2015-08-01"/>
      <id root="{$uid}" extension="encounter-{@id}"/>
      <code>
        <xsl:call-template name="code"><xsl:with-param name="ref" select="concat('encounter-', @id, '-name')"/></xsl:call-template>
        <xsl:call-template name="encounter-class"/>
      </code>
      <text><reference value="#encounter-{@id}"/></text>
      <xsl:call-template name="encounter-status"/>
      <xsl:call-template name="when-done"><xsl:with-param name="from" select="@start_when-ts"/><xsl:with-param name="to" select="@end_when-ts"/></xsl:call-template>
      <xsl:call-template name="performer"/>
      <xsl:call-template name="place"/>
      <xsl:apply-templates select="key('found-at', @id)" mode="found"/>
    </encounter>
  </entry>
</xsl:template>

<!-- A translation into HL7's ActCode, of the classes it has. -->
<xsl:template name="encounter-class">
  <xsl:if test="@class and not(contains(@class, ' ')) and contains(' AMB EMER FLD HH IMP ACUTE NONAC OBSENC PRENC SS VR ', concat(' ', @class, ' '))">
    <translation code="{@class}" codeSystem="2.16.840.1.113883.5.4" codeSystemName="ActCode"/>
  </xsl:if>
</xsl:template>

<!-- What did not take place is said; the rest needs no status. -->
<xsl:template name="encounter-status">
  <xsl:choose>
    <xsl:when test="@status = 'cancelled'"><statusCode code="cancelled"/></xsl:when>
    <xsl:when test="@status = 'finished' or @status = 'completed'"><statusCode code="completed"/></xsl:when>
    <xsl:when test="@status = 'in-progress' or @status = 'arrived' or @status = 'triaged' or @status = 'onleave'"><statusCode code="active"/></xsl:when>
    <xsl:when test="@status = 'planned'"><statusCode code="new"/></xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="problem" mode="found">
  <entryRelationship typeCode="COMP">
    <act classCode="ACT" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.80"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.80" extension="2015-08-01"/>
      <code code="29308-4" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Diagnosis"/>
      <entryRelationship typeCode="SUBJ">
        <xsl:call-template name="problem-observation">
          <xsl:with-param name="ref" select="concat('found-', @id)"/>
        </xsl:call-template>
      </entryRelationship>
    </act>
  </entryRelationship>
</xsl:template>
</xsl:stylesheet>
