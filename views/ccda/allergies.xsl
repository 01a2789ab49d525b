<?xml version="1.0" encoding="UTF-8"?>
<!-- allergies.xsl: allergies and intolerances, and that there are none -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="allergies">
  <component>
    <section>
      <xsl:if test="not(allergy)"><xsl:attribute name="nullFlavor">NI</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.2.6.1"/>
      <templateId root="2.16.840.1.113883.10.20.22.2.6.1" extension="2015-08-01"/>
      <code code="48765-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Allergies and adverse reactions Document"/>
      <title>Allergies</title>
      <text>
        <xsl:choose>
          <xsl:when test="allergy">
            <table styleCode="xTidy">
              <thead><tr><th>Substance</th><th>Reactions</th><th>Kind</th><th>Status</th><th>Since</th><th>Until</th><th>Notes</th></tr></thead>
              <tbody><xsl:apply-templates select="allergy" mode="row"/></tbody>
            </table>
          </xsl:when>
          <xsl:otherwise><paragraph><xsl:value-of select="$nothing"/></paragraph></xsl:otherwise>
        </xsl:choose>
      </text>
      <xsl:apply-templates select="allergy" mode="entry"/>
    </section>
  </component>
</xsl:template>

<xsl:template match="allergy" mode="row">
  <tr ID="allergy-{@id}">
    <th ID="allergy-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td>
      <xsl:for-each select="allergy_reaction">
        <xsl:if test="position() &gt; 1">; </xsl:if>
        <content ID="reaction-{@id}">
          <xsl:apply-templates select="@display" mode="bare"/>
          <xsl:if test="@severity">, <xsl:apply-templates select="@severity" mode="bare"/></xsl:if>
        </content>
      </xsl:for-each>
    </td>
    <td>
      <xsl:value-of select="@category"/>
      <xsl:text> </xsl:text>
      <xsl:value-of select="@kind"/>
      <xsl:if test="@criticality">, risk: <xsl:value-of select="translate(@criticality, '-', ' ')"/></xsl:if>
    </td>
    <td>
      <xsl:call-template name="status-says"/>
      <xsl:call-template name="verification-says"/>
    </td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@onset_when-says"/><xsl:with-param name="raw" select="@onset_when"/></xsl:call-template></td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@end_when-says"/><xsl:with-param name="raw" select="@end_when"/></xsl:call-template></td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<xsl:template match="allergy" mode="entry">
  <entry typeCode="DRIV">
    <act classCode="ACT" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.30"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.30" extension="2015-08-01"/>
      <id root="{$uid}" extension="allergy-concern-{@id}"/>
      <code code="CONC" codeSystem="2.16.840.1.113883.5.6"/>
      <text><reference value="#allergy-{@id}"/></text>
      <xsl:call-template name="concern-time"/>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@recorded_when-ts"/></xsl:call-template>
      <entryRelationship typeCode="SUBJ">
        <observation classCode="OBS" moodCode="EVN">
          <xsl:if test="@none_known or @verification = 'refuted'"><xsl:attribute name="negationInd">true</xsl:attribute></xsl:if>
          <templateId root="2.16.840.1.113883.10.20.22.4.7"/>
          <templateId root="2.16.840.1.113883.10.20.22.4.7" extension="2014-06-09"/>
          <templateId root="2.16.840.1.113883.10.20.24.3.90"/>
          <templateId root="2.16.840.1.113883.10.20.24.3.90" extension="2014-06-09"/>
          <id root="{$uid}" extension="allergy-{@id}"/>
          <code code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"/>
          <text><reference value="#allergy-{@id}"/></text>
          <statusCode code="completed"/>
          <effectiveTime>
            <xsl:call-template name="low"><xsl:with-param name="ts" select="@onset_when-ts"/></xsl:call-template>
            <xsl:if test="@end_when-ts"><high value="{@end_when-ts}"/></xsl:if>
          </effectiveTime>
          <xsl:call-template name="allergy-kind"/>
          <xsl:call-template name="author"><xsl:with-param name="ts" select="@recorded_when-ts"/></xsl:call-template>
          <participant typeCode="CSM">
            <participantRole classCode="MANU">
              <playingEntity classCode="MMAT">
                <xsl:choose>
                  <xsl:when test="@none_known"><code nullFlavor="NA"/></xsl:when>
                  <xsl:otherwise>
                    <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('allergy-', @id, '-name')"/></xsl:call-template></code>
                  </xsl:otherwise>
                </xsl:choose>
              </playingEntity>
            </participantRole>
          </participant>
          <xsl:if test="not(@none_known)"><xsl:call-template name="allergy-status"/></xsl:if>
          <xsl:apply-templates select="allergy_reaction" mode="entry"/>
          <xsl:apply-templates select="@criticality" mode="entry"/>
        </observation>
      </entryRelationship>
    </act>
  </entry>
</xsl:template>

<!-- A concern is active as long as its subject may matter. -->
<xsl:template name="concern-time">
  <xsl:choose>
    <xsl:when test="@status = 'resolved'">
      <statusCode code="completed"/>
      <effectiveTime>
        <xsl:call-template name="low"><xsl:with-param name="ts" select="(@recorded_when-ts | @onset_when-ts)[1]"/></xsl:call-template>
        <xsl:call-template name="high"><xsl:with-param name="ts" select="@end_when-ts"/></xsl:call-template>
      </effectiveTime>
    </xsl:when>
    <xsl:otherwise>
      <statusCode code="active"/>
      <effectiveTime>
        <xsl:call-template name="low"><xsl:with-param name="ts" select="(@recorded_when-ts | @onset_when-ts)[1]"/></xsl:call-template>
      </effectiveTime>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="allergy-kind">
  <xsl:choose>
    <xsl:when test="@category = 'medication' and @kind = 'allergy'"><value xsi:type="CD" code="416098002" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Allergy to drug"/></xsl:when>
    <xsl:when test="@category = 'medication' and @kind = 'intolerance'"><value xsi:type="CD" code="59037007" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Intolerance to drug"/></xsl:when>
    <xsl:when test="@category = 'medication'"><value xsi:type="CD" code="419511003" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Propensity to adverse reactions to drug"/></xsl:when>
    <xsl:when test="@category = 'food' and @kind = 'allergy'"><value xsi:type="CD" code="414285001" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Allergy to food"/></xsl:when>
    <xsl:when test="@category = 'food' and @kind = 'intolerance'"><value xsi:type="CD" code="235719002" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Intolerance to food"/></xsl:when>
    <xsl:when test="@category = 'food'"><value xsi:type="CD" code="418471000" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Propensity to adverse reactions to food"/></xsl:when>
    <xsl:when test="@none_known or @kind = 'allergy'"><value xsi:type="CD" code="419199007" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Allergy to substance"/></xsl:when>
    <xsl:otherwise><value xsi:type="CD" code="420134006" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Propensity to adverse reactions"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="allergy-status">
  <xsl:if test="@status = 'active' or @status = 'inactive' or @status = 'resolved'">
    <entryRelationship typeCode="SUBJ" inversionInd="true">
      <observation classCode="OBS" moodCode="EVN">
        <templateId root="2.16.840.1.113883.10.20.22.4.28"/>
        <templateId root="2.16.840.1.113883.10.20.22.4.28" extension="2019-06-20"/>
        <code code="33999-4" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Status"/>
        <statusCode code="completed"/>
        <xsl:choose>
          <xsl:when test="@status = 'active'"><value xsi:type="CE" code="55561003" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Active"/></xsl:when>
          <xsl:when test="@status = 'inactive'"><value xsi:type="CE" code="73425007" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Inactive"/></xsl:when>
          <xsl:otherwise><value xsi:type="CE" code="413322009" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Resolved"/></xsl:otherwise>
        </xsl:choose>
      </observation>
    </entryRelationship>
  </xsl:if>
</xsl:template>

<xsl:template match="allergy_reaction" mode="entry">
  <entryRelationship typeCode="MFST" inversionInd="true">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.9"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.9" extension="2014-06-09"/>
      <id root="{$uid}" extension="reaction-{@id}"/>
      <code code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"/>
      <text><reference value="#reaction-{@id}"/></text>
      <statusCode code="completed"/>
      <value xsi:type="CD"><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('reaction-', @id)"/></xsl:call-template></value>
      <xsl:apply-templates select="@severity" mode="entry"/>
    </observation>
  </entryRelationship>
</xsl:template>

<xsl:template match="allergy_reaction/@severity" mode="entry">
  <entryRelationship typeCode="SUBJ" inversionInd="true">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.8"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.8" extension="2014-06-09"/>
      <code code="SEV" codeSystem="2.16.840.1.113883.5.4"/>
      <text><reference value="#reaction-{../@id}"/></text>
      <statusCode code="completed"/>
      <xsl:choose>
        <xsl:when test=". = 'mild'"><value xsi:type="CD" code="255604002" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Mild"/></xsl:when>
        <xsl:when test=". = 'moderate'"><value xsi:type="CD" code="6736007" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Moderate"/></xsl:when>
        <xsl:when test=". = 'severe'"><value xsi:type="CD" code="24484000" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Severe"/></xsl:when>
        <xsl:otherwise><value xsi:type="CD" nullFlavor="OTH"><originalText><xsl:value-of select="."/></originalText></value></xsl:otherwise>
      </xsl:choose>
    </observation>
  </entryRelationship>
</xsl:template>

<xsl:template match="allergy/@criticality" mode="entry"/>
<xsl:template match="allergy/@criticality[. = 'low' or . = 'high' or . = 'unable-to-assess']" mode="entry">
  <entryRelationship typeCode="SUBJ" inversionInd="true">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.145"/>
      <code code="82606-5" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Criticality"/>
      <statusCode code="completed"/>
      <xsl:choose>
        <xsl:when test=". = 'low'"><value xsi:type="CD" code="CRITL" codeSystem="2.16.840.1.113883.5.1063" displayName="low criticality"/></xsl:when>
        <xsl:when test=". = 'high'"><value xsi:type="CD" code="CRITH" codeSystem="2.16.840.1.113883.5.1063" displayName="high criticality"/></xsl:when>
        <xsl:otherwise><value xsi:type="CD" code="CRITU" codeSystem="2.16.840.1.113883.5.1063" displayName="unable to assess criticality"/></xsl:otherwise>
      </xsl:choose>
    </observation>
  </entryRelationship>
</xsl:template>
</xsl:stylesheet>
