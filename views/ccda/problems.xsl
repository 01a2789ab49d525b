<?xml version="1.0" encoding="UTF-8"?>
<!-- problems.xsl: problems, now and past, and what a problem is elsewhere too -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="problems">
  <xsl:variable name="rows" select="problem[@category != 'concern']"/>
  <component>
    <section>
      <xsl:if test="not($rows)"><xsl:attribute name="nullFlavor">NI</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.2.5.1"/>
      <templateId root="2.16.840.1.113883.10.20.22.2.5.1" extension="2015-08-01"/>
      <code code="11450-4" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Problem list - Reported"/>
      <title>Problems</title>
      <text>
        <xsl:choose>
          <xsl:when test="$rows">
            <table styleCode="xTidy">
              <thead><tr><th>Problem</th><th>Status</th><th>Since</th><th>Until</th><th>Recorded by</th><th>Notes</th></tr></thead>
              <tbody><xsl:apply-templates select="$rows" mode="row"/></tbody>
            </table>
          </xsl:when>
          <xsl:otherwise><paragraph><xsl:value-of select="$nothing"/></paragraph></xsl:otherwise>
        </xsl:choose>
      </text>
      <xsl:apply-templates select="$rows" mode="entry"/>
    </section>
  </component>
</xsl:template>

<xsl:template match="problem" mode="row">
  <tr ID="problem-{@id}">
    <th ID="problem-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td>
      <xsl:call-template name="status-says"/>
      <xsl:call-template name="verification-says"/>
      <xsl:if test="@severity">, <xsl:apply-templates select="@severity" mode="bare"/></xsl:if>
    </td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@onset_when-says"/><xsl:with-param name="raw" select="@onset_when"/></xsl:call-template></td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@end_when-says"/><xsl:with-param name="raw" select="@end_when"/></xsl:call-template></td>
    <td>
      <xsl:call-template name="provider-says"/>
      <xsl:if test="@recorded_when-says"><xsl:text> </xsl:text><xsl:value-of select="@recorded_when-says"/></xsl:if>
    </td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<xsl:template match="problem" mode="entry">
  <entry typeCode="DRIV">
    <act classCode="ACT" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.3"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.3" extension="2015-08-01"/>
      <id root="{$uid}" extension="problem-concern-{@id}"/>
      <code code="CONC" codeSystem="2.16.840.1.113883.5.6"/>
      <text><reference value="#problem-{@id}"/></text>
      <xsl:call-template name="concern-time"/>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@recorded_when-ts"/></xsl:call-template>
      <entryRelationship typeCode="SUBJ">
        <xsl:call-template name="problem-observation"/>
      </entryRelationship>
    </act>
  </entry>
</xsl:template>

<!-- The problem itself; ref: the ID of its narrative row, which has a cell ref-name. -->
<xsl:template name="problem-observation">
  <xsl:param name="ref" select="concat('problem-', @id)"/>
  <observation classCode="OBS" moodCode="EVN">
    <xsl:if test="@verification = 'refuted'"><xsl:attribute name="negationInd">true</xsl:attribute></xsl:if>
    <templateId root="2.16.840.1.113883.10.20.22.4.4"/>
    <templateId root="2.16.840.1.113883.10.20.22.4.4" extension="2015-08-01"/>
    <id root="{$uid}" extension="problem-{@id}"/>
    <xsl:choose>
      <xsl:when test="@category = 'diagnosis'">
        <code code="282291009" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Diagnosis">
          <translation code="29308-4" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Diagnosis"/>
        </code>
      </xsl:when>
      <xsl:otherwise>
        <code code="55607006" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Problem">
          <translation code="75326-9" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Problem"/>
        </code>
      </xsl:otherwise>
    </xsl:choose>
    <text><reference value="#{$ref}"/></text>
    <statusCode code="completed"/>
    <effectiveTime>
      <xsl:call-template name="low"><xsl:with-param name="ts" select="@onset_when-ts"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="@end_when-ts"><high value="{@end_when-ts}"/></xsl:when>
        <xsl:when test="@status = 'resolved'"><high nullFlavor="UNK"/></xsl:when>
      </xsl:choose>
    </effectiveTime>
    <value xsi:type="CD"><xsl:call-template name="problem-code"><xsl:with-param name="ref" select="$ref"/></xsl:call-template></value>
    <xsl:call-template name="author"><xsl:with-param name="ts" select="@recorded_when-ts"/></xsl:call-template>
    <xsl:call-template name="problem-status"/>
  </observation>
</xsl:template>

<!-- Inside value: SNOMED CT as code, whatever else as translation. -->
<xsl:template name="problem-code">
  <xsl:param name="ref"/>
  <xsl:choose>
    <xsl:when test="@system = 'SNOMED' or not(@code2)">
      <xsl:call-template name="code"><xsl:with-param name="ref" select="concat($ref, '-name')"/></xsl:call-template>
      <xsl:if test="@code2">
        <translation>
          <xsl:call-template name="code">
            <xsl:with-param name="code" select="@code2"/>
            <xsl:with-param name="system" select="@system2"/>
            <xsl:with-param name="display" select="@display2"/>
          </xsl:call-template>
        </translation>
      </xsl:if>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="code">
        <xsl:with-param name="code" select="@code2"/>
        <xsl:with-param name="system" select="@system2"/>
        <xsl:with-param name="display" select="@display2"/>
        <xsl:with-param name="ref" select="concat($ref, '-name')"/>
      </xsl:call-template>
      <translation><xsl:call-template name="code"/></translation>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="problem-status">
  <entryRelationship typeCode="REFR">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.6"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.6" extension="2019-06-20"/>
      <code code="33999-4" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Status"/>
      <statusCode code="completed"/>
      <xsl:choose>
        <xsl:when test="@status = 'active'"><value xsi:type="CD" code="55561003" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Active"/></xsl:when>
        <xsl:when test="@status = 'resolved'"><value xsi:type="CD" code="413322009" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Resolved"/></xsl:when>
        <xsl:when test="@status = 'inactive'"><value xsi:type="CD" code="73425007" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Inactive"/></xsl:when>
        <xsl:when test="@status = 'recurrence'"><value xsi:type="CD" code="246455001" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Recurrence"/></xsl:when>
        <xsl:when test="@status = 'relapse'"><value xsi:type="CD" code="263855007" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Relapse"/></xsl:when>
        <xsl:when test="@status = 'remission'"><value xsi:type="CD" code="277022003" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Remission"/></xsl:when>
        <xsl:otherwise><value xsi:type="CD" nullFlavor="OTH"><originalText><xsl:call-template name="status-says"/></originalText></value></xsl:otherwise>
      </xsl:choose>
    </observation>
  </entryRelationship>
</xsl:template>
</xsl:stylesheet>
