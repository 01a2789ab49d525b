<?xml version="1.0" encoding="UTF-8"?>
<!--
  common.xsl: codes, times, quantities and words that all sections use

  Pieces of an element (its attributes and first children) are written by
  templates that are called inside it.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:key name="provider" match="provider" use="@id"/>
<xsl:key name="location" match="location" use="@id"/>
<xsl:key name="organization" match="organization" use="@id"/>

<!-- The root of all ids: rows are its extensions, "allergy-12". -->
<xsl:variable name="uid" select="/record/practice/@uid"/>

<!-- Characters of a code (cs of the schema), of a UCUM unit, of an OID. -->
<xsl:variable name="blanks" select="' &#9;&#10;&#13;'"/>
<xsl:variable name="ascii">!"#$%&amp;'()*+,-./0123456789:;&lt;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~</xsl:variable>

<!-- What a section without rows says. -->
<xsl:variable name="nothing">
  <xsl:choose>
    <xsl:when test="/record/@from">No information in the chosen period</xsl:when>
    <xsl:otherwise>No information</xsl:otherwise>
  </xsl:choose>
</xsl:variable>

<!--
  Inside a coded element: its attributes, then its originalText, a reference to
  the narrative. A system without OID and a code with blanks can't be said in
  HL7's form: nullFlavor OTH, and the narrative has the words.
-->
<xsl:template name="code">
  <xsl:param name="code" select="@code"/>
  <xsl:param name="system" select="@system"/>
  <xsl:param name="display" select="@display"/>
  <xsl:param name="ref"/>
  <xsl:choose>
    <xsl:when test="not($code) or $code = '' or translate($code, $blanks, '') != $code">
      <xsl:attribute name="nullFlavor">
        <xsl:choose><xsl:when test="$display != ''">OTH</xsl:when><xsl:otherwise>UNK</xsl:otherwise></xsl:choose>
      </xsl:attribute>
    </xsl:when>
    <xsl:when test="$system = 'LOINC'">
      <xsl:attribute name="code"><xsl:value-of select="$code"/></xsl:attribute>
      <xsl:attribute name="codeSystem">2.16.840.1.113883.6.1</xsl:attribute>
      <xsl:attribute name="codeSystemName">LOINC</xsl:attribute>
      <xsl:if test="$display != ''"><xsl:attribute name="displayName"><xsl:value-of select="$display"/></xsl:attribute></xsl:if>
    </xsl:when>
    <xsl:when test="$system = 'SNOMED'">
      <xsl:attribute name="code"><xsl:value-of select="$code"/></xsl:attribute>
      <xsl:attribute name="codeSystem">2.16.840.1.113883.6.96</xsl:attribute>
      <xsl:attribute name="codeSystemName">SNOMED CT</xsl:attribute>
      <xsl:if test="$display != ''"><xsl:attribute name="displayName"><xsl:value-of select="$display"/></xsl:attribute></xsl:if>
    </xsl:when>
    <xsl:otherwise>
      <xsl:variable name="oid">
        <xsl:call-template name="oid"><xsl:with-param name="system" select="$system"/></xsl:call-template>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="$oid = ''"><xsl:attribute name="nullFlavor">OTH</xsl:attribute></xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="code"><xsl:value-of select="$code"/></xsl:attribute>
          <xsl:attribute name="codeSystem"><xsl:value-of select="$oid"/></xsl:attribute>
          <xsl:if test="not(contains($system, ':'))">
            <xsl:attribute name="codeSystemName"><xsl:value-of select="$system"/></xsl:attribute>
          </xsl:if>
          <xsl:if test="$display != ''"><xsl:attribute name="displayName"><xsl:value-of select="$display"/></xsl:attribute></xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:if test="$ref"><originalText><reference value="#{$ref}"/></originalText></xsl:if>
</xsl:template>

<!-- The OID of a code system; empty if we know none. -->
<xsl:template name="oid">
  <xsl:param name="system"/>
  <xsl:choose>
    <xsl:when test="$system = 'RXNORM'">2.16.840.1.113883.6.88</xsl:when>
    <xsl:when test="$system = 'LOINC'">2.16.840.1.113883.6.1</xsl:when>
    <xsl:when test="$system = 'SNOMED'">2.16.840.1.113883.6.96</xsl:when>
    <xsl:when test="$system = 'ICD10CM'">2.16.840.1.113883.6.90</xsl:when>
    <xsl:when test="$system = 'CVX'">2.16.840.1.113883.12.292</xsl:when>
    <xsl:when test="$system = 'CPT'">2.16.840.1.113883.6.12</xsl:when>
    <xsl:when test="$system = 'NCIT'">2.16.840.1.113883.3.26.1.1</xsl:when>
    <xsl:when test="$system = 'ICD9CM'">2.16.840.1.113883.6.103</xsl:when>
    <xsl:when test="$system = 'ICD10PCS'">2.16.840.1.113883.6.4</xsl:when>
    <xsl:when test="$system = 'HCPCS'">2.16.840.1.113883.6.285</xsl:when>
    <xsl:when test="$system = 'NDC'">2.16.840.1.113883.6.69</xsl:when>
    <xsl:when test="$system = 'UNII'">2.16.840.1.113883.4.9</xsl:when>
    <xsl:when test="$system = 'NUCC'">2.16.840.1.113883.6.101</xsl:when>
    <xsl:when test="$system = 'MVX'">2.16.840.1.113883.12.227</xsl:when>
    <xsl:when test="$system = 'CDCREC'">2.16.840.1.113883.6.238</xsl:when>
    <xsl:when test="$system = 'CDT'">2.16.840.1.113883.6.13</xsl:when>
    <xsl:when test="$system = 'CVXGROUP'">2.16.840.1.113883.3.1937.98.5.6</xsl:when>
    <xsl:when test="starts-with($system, 'urn:oid:') and translate(substring($system, 9), '0123456789.', '') = '' and contains('012', substring($system, 9, 1)) and substring($system, 10, 1) = '.' and not(contains($system, '..')) and not(contains($system, '.0')) and substring($system, string-length($system)) != '.'">
      <xsl:value-of select="substring($system, 9)"/>
    </xsl:when>
  </xsl:choose>
</xsl:template>

<!-- Inside a coded element of a fixed value set: OTH, with the code as translation. -->
<xsl:template name="other-code">
  <xsl:param name="code" select="@code"/>
  <xsl:param name="system" select="@system"/>
  <xsl:param name="display" select="@display"/>
  <xsl:param name="ref"/>
  <xsl:variable name="oid">
    <xsl:call-template name="oid"><xsl:with-param name="system" select="$system"/></xsl:call-template>
  </xsl:variable>
  <xsl:attribute name="nullFlavor">OTH</xsl:attribute>
  <xsl:choose>
    <xsl:when test="$ref"><originalText><reference value="#{$ref}"/></originalText></xsl:when>
    <xsl:when test="$display != ''"><originalText><xsl:value-of select="$display"/></originalText></xsl:when>
  </xsl:choose>
  <xsl:if test="$oid != '' and $code != '' and translate($code, $blanks, '') = $code">
    <translation code="{$code}" codeSystem="{$oid}">
      <xsl:if test="$display != ''"><xsl:attribute name="displayName"><xsl:value-of select="$display"/></xsl:attribute></xsl:if>
    </translation>
  </xsl:if>
</xsl:template>

<!-- Times: an attribute, or what stands in effectiveTime; UNK if we don't know. -->
<xsl:template name="time">
  <xsl:param name="ts"/>
  <xsl:choose>
    <xsl:when test="$ts"><effectiveTime value="{$ts}"/></xsl:when>
    <xsl:otherwise><effectiveTime nullFlavor="UNK"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="low">
  <xsl:param name="ts"/>
  <xsl:choose>
    <xsl:when test="$ts"><low value="{$ts}"/></xsl:when>
    <xsl:otherwise><low nullFlavor="UNK"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="high">
  <xsl:param name="ts"/>
  <xsl:choose>
    <xsl:when test="$ts"><high value="{$ts}"/></xsl:when>
    <xsl:otherwise><high nullFlavor="UNK"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- From when to when, in words for the narrative. -->
<xsl:template name="from-to">
  <xsl:param name="from"/>
  <xsl:param name="to"/>
  <xsl:value-of select="$from"/>
  <xsl:if test="$to">
    <xsl:if test="$from"><xsl:text> </xsl:text></xsl:if>
    <xsl:text>to </xsl:text>
    <xsl:value-of select="$to"/>
  </xsl:if>
</xsl:template>

<!-- x_when in words; what is no date stands as it was written. -->
<xsl:template name="says">
  <xsl:param name="says"/>
  <xsl:param name="raw"/>
  <xsl:choose>
    <xsl:when test="$says"><xsl:value-of select="$says"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="$raw"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!--
  Inside a PQ (value, doseQuantity, low, high): number and unit. A unit that is
  not UCUM stands as translation, as HL7's examples do.
-->
<xsl:template name="quantity">
  <xsl:param name="value" select="@value"/>
  <xsl:param name="unit" select="@unit"/>
  <xsl:param name="ucum" select="@unit_code"/>
  <xsl:choose>
    <xsl:when test="number($value) != number($value)"><xsl:attribute name="nullFlavor">UNK</xsl:attribute></xsl:when>
    <xsl:when test="$ucum != '' and translate($ucum, $ascii, '') = ''">
      <xsl:attribute name="value"><xsl:value-of select="$value"/></xsl:attribute>
      <xsl:attribute name="unit"><xsl:value-of select="$ucum"/></xsl:attribute>
    </xsl:when>
    <xsl:when test="$unit != ''">
      <xsl:attribute name="nullFlavor">OTH</xsl:attribute>
      <translation value="{$value}" nullFlavor="OTH"><originalText><xsl:value-of select="$unit"/></originalText></translation>
    </xsl:when>
    <xsl:otherwise>
      <xsl:attribute name="value"><xsl:value-of select="$value"/></xsl:attribute>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- How sure it is, unless it is sure. -->
<xsl:template name="verification-says">
  <xsl:choose>
    <xsl:when test="@verification = 'refuted'">, ruled out</xsl:when>
    <xsl:when test="@verification = 'provisional' or @verification = 'differential' or @verification = 'unconfirmed'">, not yet sure</xsl:when>
    <xsl:when test="@verification != 'confirmed'">, <xsl:value-of select="translate(@verification, '-', ' ')"/></xsl:when>
  </xsl:choose>
</xsl:template>

<!-- A status in words: "in-progress" is "in progress". -->
<xsl:template name="status-says">
  <xsl:value-of select="translate(@status, '-', ' ')"/>
</xsl:template>
</xsl:stylesheet>
