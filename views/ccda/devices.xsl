<?xml version="1.0" encoding="UTF-8"?>
<!-- devices.xsl: medical equipment: implants and other devices -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:key name="implanted-by" match="patient_procedure" use="@device_id"/>

<xsl:template name="devices">
  <xsl:if test="device">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.23"/>
        <templateId root="2.16.840.1.113883.10.20.22.2.23" extension="2014-06-09"/>
        <code code="46264-8" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="History of medical device use"/>
        <title>Implants and devices</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Device</th><th>Implanted</th><th>Status</th><th>Maker and model</th><th>Lot and serial number</th><th>Made, good until</th><th>Device identifier (UDI)</th><th>Notes</th></tr></thead>
            <tbody><xsl:apply-templates select="device" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="device" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="device" mode="row">
  <tr ID="device-{@id}">
    <th ID="device-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@implanted_when-says"/><xsl:with-param name="raw" select="@implanted_when"/></xsl:call-template></td>
    <td><xsl:call-template name="status-says"/></td>
    <td><xsl:value-of select="@maker"/><xsl:if test="@model">, model <xsl:value-of select="@model"/></xsl:if></td>
    <td>
      <xsl:if test="@lot">lot <xsl:value-of select="@lot"/></xsl:if>
      <xsl:if test="@serial"><xsl:text> </xsl:text>serial number <xsl:value-of select="@serial"/></xsl:if>
    </td>
    <td>
      <xsl:value-of select="@made_when-says"/>
      <xsl:if test="@expires_when-says">, good until <xsl:value-of select="@expires_when-says"/></xsl:if>
    </td>
    <td><xsl:value-of select="(@udi | @device_identifier)[1]"/></td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<!-- The procedure is the one that the record names, or one that is not known. -->
<xsl:template match="device" mode="entry">
  <xsl:variable name="procedure" select="key('implanted-by', @id)[1]"/>
  <entry typeCode="DRIV">
    <procedure classCode="PROC" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.14"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.14" extension="2014-06-09"/>
      <id root="{$uid}" extension="device-procedure-{@id}"/>
      <xsl:choose>
        <xsl:when test="$procedure">
          <xsl:for-each select="$procedure"><code><xsl:call-template name="code"/></code></xsl:for-each>
        </xsl:when>
        <xsl:otherwise><code nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
      <text><reference value="#device-{@id}"/></text>
      <statusCode code="completed"/>
      <xsl:call-template name="time"><xsl:with-param name="ts" select="(@implanted_when-ts | $procedure/@done_when-ts)[1]"/></xsl:call-template>
      <participant typeCode="DEV">
        <participantRole classCode="MANU">
          <templateId root="2.16.840.1.113883.10.20.22.4.37"/>
          <xsl:choose>
            <xsl:when test="@udi"><id root="2.16.840.1.113883.3.3719" extension="{@udi}" assigningAuthorityName="FDA"/></xsl:when>
            <xsl:when test="@device_identifier"><id root="2.16.840.1.113883.3.3719" extension="{@device_identifier}" assigningAuthorityName="FDA"/></xsl:when>
            <xsl:otherwise><id root="{$uid}" extension="device-{@id}"/></xsl:otherwise>
          </xsl:choose>
          <playingDevice>
            <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('device-', @id, '-name')"/></xsl:call-template></code>
            <xsl:if test="@maker or @model">
              <manufacturerModelName><xsl:value-of select="@maker"/><xsl:if test="@maker and @model"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@model"/></manufacturerModelName>
            </xsl:if>
          </playingDevice>
          <scopingEntity><id root="2.16.840.1.113883.3.3719"/></scopingEntity>
        </participantRole>
      </participant>
    </procedure>
  </entry>
</xsl:template>
</xsl:stylesheet>
