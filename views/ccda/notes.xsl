<?xml version="1.0" encoding="UTF-8"?>
<!-- notes.xsl: documents: notes in words, other files as base64 -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<!-- A section for each kind of note, in the order of their first; by LOINC code. -->
<xsl:key name="notes-of" match="document" use="concat(@system, ' ', @code)"/>

<xsl:template name="notes">
  <xsl:for-each select="document[generate-id() = generate-id(key('notes-of', concat(@system, ' ', @code))[1])]">
    <xsl:variable name="rows" select="key('notes-of', concat(@system, ' ', @code))"/>
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.65" extension="2016-11-01"/>
        <xsl:choose>
          <xsl:when test="@system = 'LOINC' and @code"><code><xsl:call-template name="code"/></code></xsl:when>
          <xsl:otherwise><code code="34109-9" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Note"/></xsl:otherwise>
        </xsl:choose>
        <title><xsl:apply-templates select="@display" mode="plain"/></title>
        <text><list><xsl:apply-templates select="$rows" mode="row"/></list></text>
        <xsl:apply-templates select="$rows" mode="entry"/>
      </section>
    </component>
  </xsl:for-each>
</xsl:template>

<xsl:template match="document" mode="row">
  <item ID="document-{@id}">
    <paragraph>
      <content styleCode="Bold"><xsl:value-of select="@title"/></content>
      <xsl:if test="@written_when">, <xsl:call-template name="says"><xsl:with-param name="says" select="@written_when-says"/><xsl:with-param name="raw" select="@written_when"/></xsl:call-template></xsl:if>
      <xsl:if test="@provider_id">, <xsl:call-template name="provider-says"/></xsl:if>
      <xsl:if test="@organization_id">, <xsl:value-of select="key('organization', @organization_id)/@name"/></xsl:if>
    </paragraph>
    <xsl:choose>
      <xsl:when test="text() and not(@encoding)"><paragraph ID="document-{@id}-text" styleCode="xLines"><xsl:value-of select="."/></paragraph></xsl:when>
      <xsl:when test="text()"><paragraph>A file (<xsl:value-of select="@media_type"/>), which is part of this document.</paragraph></xsl:when>
      <xsl:when test="@bytes &gt; 0"><paragraph>A file (<xsl:value-of select="@media_type"/>) too large to be part of this document. It is in the patient portal.</paragraph></xsl:when>
      <xsl:otherwise><paragraph>The file is not in the patient portal.</paragraph></xsl:otherwise>
    </xsl:choose>
  </item>
</xsl:template>

<xsl:template match="document" mode="entry">
  <entry typeCode="DRIV">
    <act classCode="ACT" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.202" extension="2016-11-01"/>
      <id root="{$uid}" extension="document-{@id}"/>
      <code code="34109-9" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Note">
        <translation><xsl:call-template name="code"/></translation>
      </code>
      <xsl:call-template name="note-text"/>
      <statusCode code="completed"/>
      <xsl:call-template name="time"><xsl:with-param name="ts" select="@written_when-ts"/></xsl:call-template>
      <xsl:call-template name="note-author"/>
    </act>
  </entry>
</xsl:template>

<xsl:template name="note-text">
  <xsl:choose>
    <xsl:when test="text() and not(@encoding)"><text><reference value="#document-{@id}-text"/></text></xsl:when>
    <xsl:when test="text()">
      <text representation="B64">
        <xsl:attribute name="mediaType">
          <xsl:choose>
            <xsl:when test="@media_type and translate(@media_type, $blanks, '') = string(@media_type)"><xsl:value-of select="@media_type"/></xsl:when>
            <xsl:otherwise>application/octet-stream</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
        <xsl:value-of select="."/>
        <reference value="#document-{@id}"/>
      </text>
    </xsl:when>
    <xsl:otherwise><text><reference value="#document-{@id}"/></text></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A note must have an author: who wrote it, or nobody known. -->
<xsl:template name="note-author">
  <xsl:choose>
    <xsl:when test="key('provider', @provider_id)">
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@written_when-ts"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <author>
        <templateId root="2.16.840.1.113883.10.20.22.4.119"/>
        <xsl:choose>
          <xsl:when test="@written_when-ts"><time value="{@written_when-ts}"/></xsl:when>
          <xsl:otherwise><time nullFlavor="UNK"/></xsl:otherwise>
        </xsl:choose>
        <assignedAuthor><id nullFlavor="UNK"/></assignedAuthor>
      </author>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
