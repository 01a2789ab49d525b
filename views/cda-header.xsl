<?xml version="1.0" encoding="UTF-8"?>
<!-- cda-header.xsl: whose document it is; who made it, who keeps it, of what time -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:c="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    exclude-result-prefixes="c sdtc">

<!-- What it is, whose paper, and when it was made. -->
<xsl:template name="source">
  <p class="small soft">
    <xsl:call-template name="title"/>
    <xsl:for-each select="c:custodian/c:assignedCustodian/c:representedCustodianOrganization[c:name]"> · <xsl:apply-templates select="." mode="name"/></xsl:for-each>
    <xsl:if test="c:effectiveTime/@value"> · made <xsl:apply-templates select="c:effectiveTime" mode="time"/></xsl:if>
  </p>
</xsl:template>

<xsl:template match="c:recordTarget" mode="banner">
  <xsl:variable name="person" select="c:patientRole/c:patient"/>
  <h3>
    <xsl:apply-templates select="$person" mode="name"/>
    <xsl:if test="$person/c:birthTime/@value">, born <xsl:apply-templates select="$person/c:birthTime" mode="time"/></xsl:if>
  </h3>
  <dl class="facts">
    <xsl:apply-templates select="$person/c:birthTime[not(@value)]" mode="fact"><xsl:with-param name="name">Birth date</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="$person/sdtc:deceasedInd[@value = 'true']" mode="fact"/>
    <xsl:apply-templates select="../c:documentationOf/c:serviceEvent/c:performer[c:functionCode/@code = 'PCP'][1]" mode="doctor"/>
    <xsl:apply-templates select="$person/c:administrativeGenderCode" mode="fact"><xsl:with-param name="name">Sex</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="c:patientRole/c:id[@extension]" mode="fact"/>
    <xsl:apply-templates select="c:patientRole/c:addr[normalize-space()]" mode="fact"/>
    <xsl:apply-templates select="c:patientRole/c:telecom[@value]" mode="fact"/>
    <xsl:apply-templates select="$person/c:name[position() &gt; 1]" mode="fact"/>
    <xsl:apply-templates select="$person/c:raceCode | $person/sdtc:raceCode" mode="fact"><xsl:with-param name="name">Race</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="$person/c:ethnicGroupCode | $person/sdtc:ethnicGroupCode" mode="fact"><xsl:with-param name="name">Ethnicity</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="$person/c:languageCommunication" mode="fact"/>
    <xsl:apply-templates select="$person/c:maritalStatusCode[@displayName]" mode="fact"><xsl:with-param name="name">Marital status</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="$person/c:religiousAffiliationCode[@displayName]" mode="fact"><xsl:with-param name="name">Religion</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="$person/c:guardian" mode="fact"/>
    <xsl:apply-templates select="../c:participant[c:associatedEntity/c:associatedPerson]" mode="fact"/>
  </dl>
</xsl:template>

<!-- One fact; a coded one by its name. -->
<xsl:template match="c:* | sdtc:*" mode="fact">
  <xsl:param name="name"/>
  <div><dt><xsl:value-of select="$name"/></dt><dd><xsl:apply-templates select="." mode="coded"/></dd></div>
</xsl:template>

<xsl:template match="sdtc:deceasedInd" mode="fact">
  <div><dt>Died</dt><dd>
    <xsl:choose>
      <xsl:when test="../sdtc:deceasedTime/@value"><xsl:apply-templates select="../sdtc:deceasedTime/@value" mode="time"/></xsl:when>
      <xsl:otherwise>Yes</xsl:otherwise>
    </xsl:choose>
  </dd></div>
</xsl:template>

<xsl:template match="c:id" mode="fact">
  <div>
    <dt>
      <xsl:choose>
        <xsl:when test="@root = '2.16.840.1.113883.4.1'">Social security number</xsl:when>
        <xsl:when test="position() = 1">Medical record number</xsl:when>
        <xsl:otherwise>Another number</xsl:otherwise>
      </xsl:choose>
    </dt>
    <dd><xsl:value-of select="@extension"/></dd>
  </div>
</xsl:template>

<xsl:template match="c:addr" mode="fact">
  <div><dt>Address</dt><dd><xsl:apply-templates select="." mode="words"/></dd></div>
</xsl:template>

<xsl:template match="c:telecom" mode="fact">
  <div><dt><xsl:apply-templates select="." mode="kind"/></dt><dd><xsl:apply-templates select="." mode="words"/></dd></div>
</xsl:template>

<xsl:template match="c:name" mode="fact">
  <div><dt>Other name</dt><dd><xsl:apply-templates select="." mode="parts"/></dd></div>
</xsl:template>

<xsl:template match="c:languageCommunication" mode="fact">
  <xsl:variable name="code" select="substring(concat(c:languageCode/@code, '  '), 1, 2)"/>
  <div><dt>Language</dt><dd>
    <xsl:choose>
      <xsl:when test="$code = 'en'">English</xsl:when>
      <xsl:when test="$code = 'es'">Spanish</xsl:when>
      <xsl:when test="$code = 'fr'">French</xsl:when>
      <xsl:when test="$code = 'vi'">Vietnamese</xsl:when>
      <xsl:when test="$code = 'zh'">Chinese</xsl:when>
      <xsl:when test="$code = 'ar'">Arabic</xsl:when>
      <xsl:when test="c:languageCode/@code"><xsl:value-of select="c:languageCode/@code"/></xsl:when>
      <xsl:otherwise>Not known</xsl:otherwise>
    </xsl:choose>
  </dd></div>
</xsl:template>

<xsl:template match="c:guardian" mode="fact">
  <div><dt>Guardian</dt><dd><xsl:apply-templates select="c:guardianPerson" mode="name"/><xsl:apply-templates select="c:telecom[@value][1]" mode="after"/></dd></div>
</xsl:template>

<xsl:template match="c:participant" mode="fact">
  <div>
    <dt>
      <xsl:choose>
        <xsl:when test="c:associatedEntity/c:code[@displayName or c:originalText]"><xsl:apply-templates select="c:associatedEntity/c:code" mode="coded"/></xsl:when>
        <xsl:otherwise>Contact</xsl:otherwise>
      </xsl:choose>
    </dt>
    <dd><xsl:apply-templates select="c:associatedEntity/c:associatedPerson" mode="name"/><xsl:apply-templates select="c:associatedEntity/c:telecom[@value][1]" mode="after"/></dd>
  </div>
</xsl:template>

<xsl:template match="c:telecom" mode="after">, <xsl:apply-templates select="." mode="words"/></xsl:template>

<xsl:template match="c:performer" mode="doctor">
  <div><dt>Family doctor</dt><dd><xsl:apply-templates select="c:assignedEntity/c:assignedPerson" mode="name"/></dd></div>
</xsl:template>

<!-- At the end, what only some readers need. -->
<xsl:template name="about">
  <h3>About this document</h3>
  <dl class="facts">
    <xsl:for-each select="c:documentationOf/c:serviceEvent/c:effectiveTime">
      <div><dt>Time covered</dt><dd><xsl:apply-templates select="." mode="time"/></dd></div>
    </xsl:for-each>
    <xsl:for-each select="c:author/c:assignedAuthor">
      <div><dt>Written by</dt><dd><xsl:call-template name="who"/></dd></div>
    </xsl:for-each>
    <xsl:for-each select="c:legalAuthenticator/c:assignedEntity">
      <div><dt>Signed by</dt><dd><xsl:call-template name="who"/></dd></div>
    </xsl:for-each>
    <xsl:for-each select="c:custodian/c:assignedCustodian/c:representedCustodianOrganization">
      <div><dt>Kept by</dt><dd><xsl:apply-templates select="." mode="name"/><xsl:for-each select="c:addr[normalize-space()]">, <xsl:apply-templates select="." mode="words"/></xsl:for-each><xsl:apply-templates select="c:telecom[@value][1]" mode="after"/></dd></div>
    </xsl:for-each>
    <xsl:for-each select="c:documentationOf/c:serviceEvent/c:performer/c:assignedEntity">
      <div><dt>Took care of the patient</dt><dd><xsl:call-template name="who"/></dd></div>
    </xsl:for-each>
    <div><dt>Document number</dt><dd><xsl:value-of select="c:id/@root"/><xsl:if test="c:id/@extension"><xsl:text> </xsl:text><xsl:value-of select="c:id/@extension"/></xsl:if></dd></div>
  </dl>
</xsl:template>

<!-- A person, or a device, and for whom they act. -->
<xsl:template name="who">
  <xsl:choose>
    <xsl:when test="c:assignedPerson or c:assignedAuthoringDevice"><xsl:apply-templates select="(c:assignedPerson | c:assignedAuthoringDevice)[1]" mode="name"/></xsl:when>
    <xsl:when test="c:representedOrganization/c:name"/>
    <xsl:otherwise>Name not known</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="c:code/@displayName">, <xsl:value-of select="c:code/@displayName"/></xsl:if>
  <xsl:for-each select="c:representedOrganization[c:name]">
    <xsl:if test="../c:assignedPerson or ../c:assignedAuthoringDevice">, </xsl:if>
    <xsl:apply-templates select="." mode="name"/>
  </xsl:for-each>
  <xsl:apply-templates select="c:telecom[@value][1]" mode="after"/>
</xsl:template>
</xsl:stylesheet>
