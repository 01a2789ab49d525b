<?xml version="1.0" encoding="UTF-8"?>
<!-- results.xsl: reports with their observations, and observations on their own -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<!-- Categories that have a section of their own. -->
<xsl:variable name="elsewhere"> vital social survey function mental </xsl:variable>

<xsl:template name="results">
  <xsl:variable name="single" select="observation[not(contains($elsewhere, concat(' ', @category, ' ')))]"/>
  <component>
    <section>
      <xsl:if test="not(report or $single)"><xsl:attribute name="nullFlavor">NI</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.2.3.1"/>
      <templateId root="2.16.840.1.113883.10.20.22.2.3.1" extension="2015-08-01"/>
      <code code="30954-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Relevant diagnostic tests/laboratory data Narrative"/>
      <title>Test results</title>
      <text>
        <xsl:choose>
          <xsl:when test="report or $single">
            <xsl:apply-templates select="report" mode="row"/>
            <xsl:if test="$single">
              <xsl:call-template name="result-table"><xsl:with-param name="rows" select="$single"/></xsl:call-template>
            </xsl:if>
          </xsl:when>
          <xsl:otherwise><paragraph><xsl:value-of select="$nothing"/></paragraph></xsl:otherwise>
        </xsl:choose>
      </text>
      <xsl:apply-templates select="report" mode="entry"/>
      <xsl:apply-templates select="$single" mode="organizer"/>
    </section>
  </component>
</xsl:template>

<xsl:template match="report" mode="row">
  <paragraph ID="report-{@id}">
    <content ID="report-{@id}-name" styleCode="Bold"><xsl:apply-templates select="@display" mode="plain"/></content>
    <xsl:if test="@taken_when">, taken <xsl:call-template name="says"><xsl:with-param name="says" select="@taken_when-says"/><xsl:with-param name="raw" select="@taken_when"/></xsl:call-template></xsl:if>
    <xsl:if test="@issued_when">, reported <xsl:call-template name="says"><xsl:with-param name="says" select="@issued_when-says"/><xsl:with-param name="raw" select="@issued_when"/></xsl:call-template></xsl:if>
    <xsl:text>, </xsl:text>
    <xsl:call-template name="status-says"/>
    <xsl:if test="@specimen">, specimen: <xsl:value-of select="@specimen"/></xsl:if>
    <xsl:if test="@organization_id">, <xsl:value-of select="key('organization', @organization_id)/@name"/></xsl:if>
    <xsl:if test="@provider_id">, <xsl:call-template name="provider-says"/></xsl:if>
  </paragraph>
  <xsl:if test="@comment"><paragraph styleCode="xLines"><xsl:choose><xsl:when test="@comment_by"><xsl:value-of select="@comment_by"/></xsl:when><xsl:otherwise>The provider</xsl:otherwise></xsl:choose> says: <xsl:value-of select="@comment"/></paragraph></xsl:if>
  <xsl:if test="@narrative"><paragraph ID="report-{@id}-text" styleCode="xLines"><xsl:value-of select="@narrative"/></paragraph></xsl:if>
  <xsl:if test="observation">
    <xsl:call-template name="result-table"><xsl:with-param name="rows" select="observation"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template name="result-table">
  <xsl:param name="rows"/>
  <table styleCode="xTidy">
    <thead><tr><th>Test</th><th>Result</th><th>Flag</th><th>Usual range</th><th>Date</th><th>Status</th><th>Notes</th></tr></thead>
    <tbody><xsl:apply-templates select="$rows" mode="row"/></tbody>
  </table>
</xsl:template>

<!--
  A row, then one for each component. What was corrected stands beside what is
  right; what the report's own line says is not said again, nor of a vital sign
  that it is final.
-->
<xsl:template match="observation" mode="row">
  <xsl:param name="within"/>
  <tr ID="observation-{@id}">
    <th>
      <xsl:if test="$within"><xsl:apply-templates select="$within" mode="plain"/>: </xsl:if>
      <content ID="observation-{@id}-name"><xsl:apply-templates select="@display" mode="plain"/></content>
    </th>
    <td>
      <content ID="observation-{@id}-value">
        <xsl:choose>
          <xsl:when test="observation and not(@value or @code = '85354-9')">see below</xsl:when>
          <xsl:otherwise><xsl:call-template name="value-says"/></xsl:otherwise>
        </xsl:choose>
      </content>
      <xsl:apply-templates select="observation_past" mode="row"/>
    </td>
    <td><xsl:call-template name="flag-says"/></td>
    <td><xsl:call-template name="range-says"/></td>
    <td><xsl:if test="string(@taken_when) != string(ancestor::report/@taken_when)"><xsl:call-template name="says"><xsl:with-param name="says" select="@taken_when-says"/><xsl:with-param name="raw" select="@taken_when"/></xsl:call-template></xsl:if></td>
    <td><xsl:if test="string(@status) != string(ancestor::report/@status) and not(@category = 'vital' and @status = 'final')"><xsl:call-template name="status-says"/></xsl:if></td>
    <td>
      <xsl:if test="@method">Method: <xsl:value-of select="@method"/>. </xsl:if>
      <xsl:if test="@specimen and string(@specimen) != string(ancestor::report/@specimen)">Specimen: <xsl:value-of select="@specimen"/>. </xsl:if>
      <xsl:if test="@site">Site: <xsl:apply-templates select="@site" mode="bare"/>. </xsl:if>
      <xsl:if test="@organization_id and string(@organization_id) != string(ancestor::report/@organization_id)"><xsl:value-of select="key('organization', @organization_id)/@name"/>. </xsl:if>
      <xsl:value-of select="@note"/>
    </td>
  </tr>
  <xsl:apply-templates select="observation" mode="row"><xsl:with-param name="within" select="@display"/></xsl:apply-templates>
</xsl:template>

<xsl:template match="observation_past" mode="row">
  <xsl:text>. Corrected</xsl:text>
  <xsl:if test="@replaced_when"><xsl:text> </xsl:text><xsl:call-template name="says"><xsl:with-param name="says" select="@replaced_when-says"/><xsl:with-param name="raw" select="@replaced_when"/></xsl:call-template></xsl:if>
  <xsl:text>; was </xsl:text>
  <xsl:call-template name="value-says"/>
  <xsl:if test="@flag or @flag_text">, <xsl:call-template name="flag-says"/></xsl:if>
</xsl:template>

<xsl:template name="range-says">
  <xsl:if test="@low or @high or @range_text">
    <xsl:call-template name="limits-say"/>
    <xsl:if test="@low or @high"><xsl:text> </xsl:text><xsl:apply-templates select="@unit" mode="unit"/></xsl:if>
    <xsl:variable name="limits"><xsl:call-template name="limits-say"/></xsl:variable>
    <xsl:if test="(@low or @high) and @range_text != $limits"> (<xsl:value-of select="@range_text"/>)</xsl:if>
  </xsl:if>
</xsl:template>

<xsl:template match="report" mode="entry">
  <entry typeCode="DRIV">
    <organizer classCode="BATTERY" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.1"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.1" extension="2015-08-01"/>
      <id root="{$uid}" extension="report-{@id}"/>
      <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('report-', @id, '-name')"/></xsl:call-template></code>
      <xsl:call-template name="result-status"/>
      <xsl:call-template name="organizer-time"/>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@issued_when-ts"/></xsl:call-template>
      <xsl:if test="@narrative or not(observation)"><xsl:call-template name="report-text"/></xsl:if>
      <xsl:apply-templates select="observation" mode="component"/>
    </organizer>
  </entry>
</xsl:template>

<!-- A report as prose is a result whose value is the words. -->
<xsl:template name="report-text">
  <component>
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.2"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.2" extension="2015-08-01"/>
      <id root="{$uid}" extension="report-text-{@id}"/>
      <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('report-', @id, '-name')"/></xsl:call-template></code>
      <text><reference value="#report-{@id}"/></text>
      <xsl:call-template name="result-status"/>
      <xsl:call-template name="time"><xsl:with-param name="ts" select="@taken_when-ts"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="@narrative"><value xsi:type="ED"><reference value="#report-{@id}-text"/></value></xsl:when>
        <xsl:otherwise><value xsi:type="ST" nullFlavor="NI"/></xsl:otherwise>
      </xsl:choose>
    </observation>
  </component>
</xsl:template>

<!-- An observation that stands in no report gets an organizer of its own. -->
<xsl:template match="observation" mode="organizer">
  <entry typeCode="DRIV">
    <organizer classCode="BATTERY" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.1"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.1" extension="2015-08-01"/>
      <id root="{$uid}" extension="result-{@id}"/>
      <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('observation-', @id, '-name')"/></xsl:call-template></code>
      <xsl:call-template name="result-status"/>
      <xsl:call-template name="organizer-time"/>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@issued_when-ts"/></xsl:call-template>
      <xsl:apply-templates select="." mode="component"/>
    </organizer>
  </entry>
</xsl:template>

<xsl:template name="organizer-time">
  <xsl:if test="@taken_when-ts">
    <effectiveTime>
      <low value="{@taken_when-ts}"/>
      <xsl:choose>
        <xsl:when test="@end_when-ts"><high value="{@end_when-ts}"/></xsl:when>
        <xsl:otherwise><high value="{@taken_when-ts}"/></xsl:otherwise>
      </xsl:choose>
    </effectiveTime>
  </xsl:if>
</xsl:template>

<!-- The observation, unless it only heads its components; then these. -->
<xsl:template match="observation" mode="component">
  <xsl:if test="@value or not(observation)">
    <component>
      <observation classCode="OBS" moodCode="EVN">
        <templateId root="2.16.840.1.113883.10.20.22.4.2"/>
        <templateId root="2.16.840.1.113883.10.20.22.4.2" extension="2015-08-01"/>
        <id root="{$uid}" extension="observation-{@id}"/>
        <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('observation-', @id, '-name')"/></xsl:call-template></code>
        <text><reference value="#observation-{@id}"/></text>
        <xsl:call-template name="result-status"/>
        <xsl:call-template name="time"><xsl:with-param name="ts" select="(@taken_when-ts | ../@taken_when-ts)[last()]"/></xsl:call-template>
        <xsl:call-template name="observation-value"/>
        <xsl:call-template name="interpretation"/>
        <xsl:call-template name="reference-range"/>
      </observation>
    </component>
  </xsl:if>
  <xsl:apply-templates select="observation" mode="component"/>
</xsl:template>

<xsl:template name="result-status">
  <xsl:choose>
    <xsl:when test="@status = 'final' or @status = 'corrected' or @status = 'amended' or @status = 'appended'"><statusCode code="completed"/></xsl:when>
    <xsl:when test="@status = 'cancelled'"><statusCode code="cancelled"/></xsl:when>
    <xsl:when test="@status = 'registered' or @status = 'partial' or @status = 'preliminary' or not(@value or observation)"><statusCode code="active"/></xsl:when>
    <xsl:otherwise><statusCode code="completed"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
