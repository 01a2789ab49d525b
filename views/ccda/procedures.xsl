<?xml version="1.0" encoding="UTF-8"?>
<!-- procedures.xsl: what was done, and what was not -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="procedures">
  <xsl:if test="patient_procedure">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.7.1"/>
        <templateId root="2.16.840.1.113883.10.20.22.2.7.1" extension="2014-06-09"/>
        <code code="47519-4" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="History of Procedures Document"/>
        <title>Procedures</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Procedure</th><th>Date</th><th>Status</th><th>Body site</th><th>For</th><th>Outcome</th><th>Done by</th><th>Notes</th></tr></thead>
            <tbody><xsl:apply-templates select="patient_procedure" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="patient_procedure" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="patient_procedure" mode="row">
  <tr ID="procedure-{@id}">
    <th ID="procedure-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td>
      <xsl:call-template name="says"><xsl:with-param name="says" select="@done_when-says"/><xsl:with-param name="raw" select="@done_when"/></xsl:call-template>
      <xsl:if test="@end_when-says and @end_when-says != @done_when-says"> to <xsl:value-of select="@end_when-says"/></xsl:if>
    </td>
    <td><xsl:call-template name="status-says"/></td>
    <td><xsl:apply-templates select="@site" mode="bare"/></td>
    <td><xsl:apply-templates select="@reason" mode="bare"/></td>
    <td><xsl:apply-templates select="@outcome" mode="bare"/></td>
    <td>
      <xsl:call-template name="provider-says"/>
      <xsl:if test="@location_id">, <xsl:value-of select="key('location', @location_id)/@name"/></xsl:if>
    </td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<xsl:template match="patient_procedure" mode="entry">
  <entry typeCode="DRIV">
    <procedure classCode="PROC" moodCode="EVN">
      <xsl:if test="@status = 'not-done'"><xsl:attribute name="negationInd">true</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.4.14"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.14" extension="2014-06-09"/>
      <id root="{$uid}" extension="procedure-{@id}"/>
      <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('procedure-', @id, '-name')"/></xsl:call-template></code>
      <text><reference value="#procedure-{@id}"/></text>
      <xsl:call-template name="procedure-status"/>
      <xsl:call-template name="when-done"><xsl:with-param name="from" select="@done_when-ts"/><xsl:with-param name="to" select="@end_when-ts"/></xsl:call-template>
      <xsl:if test="@site or @site_code">
        <targetSiteCode>
          <xsl:call-template name="code">
            <xsl:with-param name="code" select="@site_code"/>
            <xsl:with-param name="system" select="@site_system"/>
            <xsl:with-param name="display" select="@site"/>
            <xsl:with-param name="ref" select="concat('procedure-', @id)"/>
          </xsl:call-template>
        </targetSiteCode>
      </xsl:if>
      <xsl:call-template name="performer"/>
      <xsl:call-template name="place"/>
    </procedure>
  </entry>
</xsl:template>

<xsl:template name="procedure-status">
  <xsl:choose>
    <xsl:when test="@status = 'in-progress' or @status = 'preparation' or @status = 'on-hold'"><statusCode code="active"/></xsl:when>
    <xsl:when test="@status = 'stopped'"><statusCode code="aborted"/></xsl:when>
    <xsl:otherwise><statusCode code="completed"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A point in time, or from when to when. -->
<xsl:template name="when-done">
  <xsl:param name="from"/>
  <xsl:param name="to"/>
  <xsl:choose>
    <xsl:when test="$from and $to and string($from) != string($to)">
      <effectiveTime><low value="{$from}"/><high value="{$to}"/></effectiveTime>
    </xsl:when>
    <xsl:otherwise><xsl:call-template name="time"><xsl:with-param name="ts" select="$from"/></xsl:call-template></xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
