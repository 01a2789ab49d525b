<?xml version="1.0" encoding="UTF-8"?>
<!-- goals.xsl: goals -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="goals">
  <xsl:if test="goal">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.60"/>
        <code code="61146-7" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Goals Narrative"/>
        <title>Goals</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Goal</th><th>Target</th><th>Status</th><th>Progress</th><th>Since</th><th>Until</th><th>Notes</th></tr></thead>
            <tbody><xsl:apply-templates select="goal" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="goal" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="goal" mode="row">
  <tr ID="goal-{@id}">
    <th ID="goal-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td><xsl:value-of select="@target"/></td>
    <td><xsl:call-template name="status-says"/></td>
    <td><xsl:value-of select="translate(@progress, '-', ' ')"/></td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@start_when-says"/><xsl:with-param name="raw" select="@start_when"/></xsl:call-template></td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@due_when-says"/><xsl:with-param name="raw" select="@due_when"/></xsl:call-template></td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<xsl:template match="goal" mode="entry">
  <entry typeCode="DRIV">
    <observation classCode="OBS" moodCode="GOL">
      <templateId root="2.16.840.1.113883.10.20.22.4.121"/>
      <id root="{$uid}" extension="goal-{@id}"/>
      <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('goal-', @id, '-name')"/></xsl:call-template></code>
      <text><reference value="#goal-{@id}"/></text>
      <xsl:choose>
        <xsl:when test="@status = 'completed'"><statusCode code="completed"/></xsl:when>
        <xsl:when test="@status = 'cancelled' or @status = 'rejected'"><statusCode code="cancelled"/></xsl:when>
        <xsl:when test="@status = 'on-hold'"><statusCode code="suspended"/></xsl:when>
        <xsl:otherwise><statusCode code="active"/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@start_when-ts or @due_when-ts">
        <effectiveTime>
          <xsl:call-template name="low"><xsl:with-param name="ts" select="@start_when-ts"/></xsl:call-template>
          <xsl:if test="@due_when-ts"><high value="{@due_when-ts}"/></xsl:if>
        </effectiveTime>
      </xsl:if>
      <value xsi:type="ST">
        <xsl:value-of select="@display"/>
        <xsl:if test="@target and string(@target) != string(@display)">: <xsl:value-of select="@target"/></xsl:if>
      </value>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@start_when-ts"/></xsl:call-template>
    </observation>
  </entry>
</xsl:template>
</xsl:stylesheet>
