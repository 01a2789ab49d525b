<?xml version="1.0" encoding="UTF-8"?>
<!-- demographics.xsl: marital status, religion, race, ethnicity, language -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<!-- OMB's categories of race and ethnicity; the rest is detail. -->
<xsl:variable name="races"> 1002-5 2028-9 2054-5 2076-8 2106-3 </xsl:variable>
<xsl:variable name="ethnicities"> 2135-2 2186-5 </xsl:variable>

<xsl:template name="marital">
  <xsl:variable name="trait" select="../patient_trait[@kind = 'marital'][1]"/>
  <xsl:if test="$trait">
    <maritalStatusCode>
      <xsl:choose>
        <xsl:when test="string-length($trait/@code) = 1 and contains('ACDILMPSTUW', $trait/@code)">
          <xsl:attribute name="code"><xsl:value-of select="$trait/@code"/></xsl:attribute>
          <xsl:attribute name="codeSystem">2.16.840.1.113883.5.2</xsl:attribute>
          <xsl:attribute name="displayName"><xsl:value-of select="$trait/@display"/></xsl:attribute>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="nullFlavor">OTH</xsl:attribute>
          <originalText><xsl:value-of select="$trait/@display"/></originalText>
        </xsl:otherwise>
      </xsl:choose>
    </maritalStatusCode>
  </xsl:if>
</xsl:template>

<xsl:template match="patient_trait" mode="religion">
  <religiousAffiliationCode>
    <xsl:choose>
      <xsl:when test="contains(@system, 'ReligiousAffiliation') and @code != '' and translate(@code, $blanks, '') = @code">
        <xsl:attribute name="code"><xsl:value-of select="@code"/></xsl:attribute>
        <xsl:attribute name="codeSystem">2.16.840.1.113883.5.1076</xsl:attribute>
        <xsl:attribute name="displayName"><xsl:value-of select="@display"/></xsl:attribute>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="other-code"/></xsl:otherwise>
    </xsl:choose>
  </religiousAffiliationCode>
</xsl:template>

<!-- The first category in raceCode, all else in sdtc:raceCode. -->
<xsl:template name="races">
  <xsl:variable name="all" select="../patient_trait[@kind = 'race' and @system = 'CDCREC']"/>
  <xsl:variable name="first" select="$all[contains($races, concat(' ', @code, ' ')) and @code != ''][1]"/>
  <xsl:choose>
    <xsl:when test="$first">
      <raceCode code="{$first/@code}" codeSystem="2.16.840.1.113883.6.238" codeSystemName="CDC Race and Ethnicity" displayName="{$first/@display}"/>
    </xsl:when>
    <xsl:otherwise><xsl:call-template name="no-category"><xsl:with-param name="element">raceCode</xsl:with-param><xsl:with-param name="trait" select="../patient_trait[@kind = 'race'][1]"/></xsl:call-template></xsl:otherwise>
  </xsl:choose>
  <xsl:for-each select="$all[@code != '' and translate(@code, '0123456789-', '') = '' and @id != $first/@id]">
    <sdtc:raceCode code="{@code}" codeSystem="2.16.840.1.113883.6.238" displayName="{@display}"/>
  </xsl:for-each>
</xsl:template>

<xsl:template name="ethnicities">
  <xsl:variable name="all" select="../patient_trait[@kind = 'ethnicity' and @system = 'CDCREC']"/>
  <xsl:variable name="first" select="$all[contains($ethnicities, concat(' ', @code, ' ')) and @code != ''][1]"/>
  <xsl:choose>
    <xsl:when test="$first">
      <ethnicGroupCode code="{$first/@code}" codeSystem="2.16.840.1.113883.6.238" codeSystemName="CDC Race and Ethnicity" displayName="{$first/@display}"/>
    </xsl:when>
    <xsl:otherwise><xsl:call-template name="no-category"><xsl:with-param name="element">ethnicGroupCode</xsl:with-param><xsl:with-param name="trait" select="../patient_trait[@kind = 'ethnicity'][1]"/></xsl:call-template></xsl:otherwise>
  </xsl:choose>
  <xsl:for-each select="$all[@code != '' and translate(@code, '0123456789-', '') = '' and @id != $first/@id]">
    <sdtc:ethnicGroupCode code="{@code}" codeSystem="2.16.840.1.113883.6.238" displayName="{@display}"/>
  </xsl:for-each>
</xsl:template>

<!-- No category: declined, said in other words, or not known. -->
<xsl:template name="no-category">
  <xsl:param name="element"/>
  <xsl:param name="trait"/>
  <xsl:element name="{$element}">
    <xsl:choose>
      <xsl:when test="$trait/@code = 'ASKU' or $trait/@code = 'UNK'">
        <xsl:attribute name="nullFlavor"><xsl:value-of select="$trait/@code"/></xsl:attribute>
      </xsl:when>
      <xsl:when test="$trait">
        <xsl:attribute name="nullFlavor">OTH</xsl:attribute>
        <originalText><xsl:value-of select="$trait/@display"/></originalText>
      </xsl:when>
      <xsl:otherwise><xsl:attribute name="nullFlavor">UNK</xsl:attribute></xsl:otherwise>
    </xsl:choose>
  </xsl:element>
</xsl:template>

<xsl:template match="patient_trait" mode="language">
  <languageCommunication>
    <xsl:choose>
      <xsl:when test="@code != '' and translate(@code, '-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '') = ''">
        <languageCode code="{@code}"/>
      </xsl:when>
      <xsl:otherwise><languageCode nullFlavor="OTH"/></xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="@detailed"><preferenceInd value="false"/></xsl:when>
      <xsl:otherwise><preferenceInd value="true"/></xsl:otherwise>
    </xsl:choose>
  </languageCommunication>
</xsl:template>
</xsl:stylesheet>
