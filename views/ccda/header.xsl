<?xml version="1.0" encoding="UTF-8"?>
<!-- header.xsl: whose document it is, of which time, and who made and keeps it -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="header">
  <realmCode code="US"/>
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <templateId root="2.16.840.1.113883.10.20.22.1.1"/>
  <templateId root="2.16.840.1.113883.10.20.22.1.1" extension="2015-08-01"/>
  <templateId root="2.16.840.1.113883.10.20.22.1.2"/>
  <templateId root="2.16.840.1.113883.10.20.22.1.2" extension="2015-08-01"/>
  <id root="{@document_id}"/>
  <code code="34133-9" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Summarization of Episode Note"/>
  <title>
    <xsl:text>Health record of </xsl:text>
    <xsl:value-of select="patient/@name"/>
    <xsl:if test="@from">, <xsl:value-of select="@period-says"/></xsl:if>
  </title>
  <effectiveTime value="{@made_at-ts}"/>
  <confidentialityCode codeSystem="2.16.840.1.113883.5.25">
    <xsl:choose>
      <xsl:when test="*/@confidential"><xsl:attribute name="code">R</xsl:attribute><xsl:attribute name="displayName">restricted</xsl:attribute></xsl:when>
      <xsl:otherwise><xsl:attribute name="code">N</xsl:attribute><xsl:attribute name="displayName">normal</xsl:attribute></xsl:otherwise>
    </xsl:choose>
  </confidentialityCode>
  <languageCode code="en-US"/>
  <recordTarget>
    <patientRole>
      <xsl:apply-templates select="patient" mode="role"/>
      <xsl:apply-templates select="patient" mode="person"/>
      <xsl:apply-templates select="practice" mode="organization">
        <xsl:with-param name="as">providerOrganization</xsl:with-param>
      </xsl:apply-templates>
    </patientRole>
  </recordTarget>
  <author>
    <time value="{@made_at-ts}"/>
    <assignedAuthor>
      <id root="{$uid}" extension="portal"/>
      <xsl:for-each select="practice">
        <xsl:call-template name="addr"/>
        <xsl:call-template name="phone"/>
      </xsl:for-each>
      <assignedAuthoringDevice>
        <manufacturerModelName>Kith patient portal</manufacturerModelName>
        <softwareName>Kith patient portal</softwareName>
      </assignedAuthoringDevice>
      <xsl:apply-templates select="practice" mode="organization">
        <xsl:with-param name="as">representedOrganization</xsl:with-param>
      </xsl:apply-templates>
    </assignedAuthor>
  </author>
  <custodian>
    <assignedCustodian>
      <xsl:apply-templates select="practice" mode="organization">
        <xsl:with-param name="as">representedCustodianOrganization</xsl:with-param>
      </xsl:apply-templates>
    </assignedCustodian>
  </custodian>
  <xsl:apply-templates select="related_person" mode="header"/>
  <documentationOf>
    <serviceEvent classCode="PCPR">
      <effectiveTime>
        <xsl:choose>
          <xsl:when test="@from"><low value="{@from-ts}"/></xsl:when>
          <xsl:when test="patient/@birth_when-ts"><low value="{patient/@birth_when-ts}"/></xsl:when>
          <xsl:otherwise><low nullFlavor="UNK"/></xsl:otherwise>
        </xsl:choose>
        <xsl:choose>
          <xsl:when test="@to"><high value="{@to-ts}"/></xsl:when>
          <xsl:otherwise><high value="{@made_at-ts}"/></xsl:otherwise>
        </xsl:choose>
      </effectiveTime>
      <xsl:apply-templates select="provider" mode="header"/>
    </serviceEvent>
  </documentationOf>
</xsl:template>

<xsl:template match="practice" mode="organization">
  <xsl:param name="as"/>
  <xsl:element name="{$as}">
    <xsl:choose>
      <xsl:when test="string-length(@npi) = 10"><id root="2.16.840.1.113883.4.6" extension="{@npi}"/></xsl:when>
      <xsl:otherwise><id root="{@uid}"/></xsl:otherwise>
    </xsl:choose>
    <name><xsl:value-of select="@name"/></name>
    <xsl:call-template name="phone"/>
    <xsl:call-template name="addr"/>
  </xsl:element>
</xsl:template>

<xsl:template match="patient" mode="role">
  <xsl:choose>
    <xsl:when test="@mrn"><id root="{$uid}" extension="{@mrn}"/></xsl:when>
    <xsl:otherwise><id root="{$uid}" extension="patient-{@id}"/></xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="addr"><xsl:with-param name="use">HP</xsl:with-param></xsl:call-template>
  <xsl:apply-templates select="../patient_contact" mode="header"/>
  <xsl:if test="not(../patient_contact)"><telecom nullFlavor="UNK"/></xsl:if>
</xsl:template>

<xsl:template match="patient_contact" mode="header">
  <xsl:call-template name="phone">
    <xsl:with-param name="use">
      <xsl:choose>
        <xsl:when test="@purpose = 'mobile'">MC</xsl:when>
        <xsl:when test="@purpose = 'work'">WP</xsl:when>
        <xsl:when test="@purpose = 'temp' or @purpose = 'old'">TMP</xsl:when>
        <xsl:otherwise>HP</xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="patient_contact[@kind = 'email']" mode="header">
  <xsl:choose>
    <xsl:when test="contains(@value, '@') and translate(@value, '@.+-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', '') = ''">
      <telecom value="mailto:{@value}"/>
    </xsl:when>
    <xsl:otherwise><telecom nullFlavor="UNK"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="patient" mode="person">
  <patient>
    <name use="L"><xsl:call-template name="name-parts"/></name>
    <xsl:apply-templates select="../patient_name" mode="header"/>
    <administrativeGenderCode>
      <xsl:choose>
        <xsl:when test="@sex = 'female'"><xsl:attribute name="code">F</xsl:attribute><xsl:attribute name="codeSystem">2.16.840.1.113883.5.1</xsl:attribute><xsl:attribute name="displayName">Female</xsl:attribute></xsl:when>
        <xsl:when test="@sex = 'male'"><xsl:attribute name="code">M</xsl:attribute><xsl:attribute name="codeSystem">2.16.840.1.113883.5.1</xsl:attribute><xsl:attribute name="displayName">Male</xsl:attribute></xsl:when>
        <xsl:when test="@sex = 'other'"><xsl:attribute name="code">UN</xsl:attribute><xsl:attribute name="codeSystem">2.16.840.1.113883.5.1</xsl:attribute><xsl:attribute name="displayName">Undifferentiated</xsl:attribute></xsl:when>
        <xsl:otherwise><xsl:attribute name="nullFlavor">UNK</xsl:attribute></xsl:otherwise>
      </xsl:choose>
    </administrativeGenderCode>
    <xsl:choose>
      <xsl:when test="@birth_when-ts"><birthTime value="{@birth_when-ts}"/></xsl:when>
      <xsl:otherwise><birthTime nullFlavor="UNK"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@died_when">
      <sdtc:deceasedInd value="true"/>
      <xsl:if test="@died_when-ts"><sdtc:deceasedTime value="{@died_when-ts}"/></xsl:if>
    </xsl:if>
    <xsl:call-template name="marital"/>
    <xsl:apply-templates select="../patient_trait[@kind = 'religion'][1]" mode="religion"/>
    <xsl:call-template name="races"/>
    <xsl:call-template name="ethnicities"/>
    <xsl:apply-templates select="../patient_trait[@kind = 'language']" mode="language"/>
  </patient>
</xsl:template>

<xsl:template match="patient_name" mode="header">
  <xsl:choose>
    <xsl:when test="@kind = 'maiden' and @family">
      <name>
        <xsl:choose>
          <xsl:when test="@given"><given><xsl:value-of select="@given"/></given></xsl:when>
          <xsl:when test="../patient/@given"><given><xsl:value-of select="../patient/@given"/></given></xsl:when>
          <xsl:otherwise><given nullFlavor="UNK"/></xsl:otherwise>
        </xsl:choose>
        <family qualifier="BR"><xsl:value-of select="@family"/></family>
      </name>
    </xsl:when>
    <xsl:otherwise>
      <name>
        <xsl:if test="@kind = 'nickname' or @kind = 'anonymous'"><xsl:attribute name="use">P</xsl:attribute></xsl:if>
        <xsl:call-template name="name-parts"/>
      </name>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="related_person" mode="header">
  <participant typeCode="IND">
    <associatedEntity classCode="PRS">
      <code>
        <xsl:call-template name="relation">
          <xsl:with-param name="code" select="@relation_code"/>
          <xsl:with-param name="system" select="@relation_system"/>
          <xsl:with-param name="display" select="@relation"/>
        </xsl:call-template>
      </code>
      <xsl:if test="@phone">
        <xsl:call-template name="phone"><xsl:with-param name="use">HP</xsl:with-param></xsl:call-template>
      </xsl:if>
      <associatedPerson><name><xsl:call-template name="name-parts"/></name></associatedPerson>
    </associatedEntity>
  </participant>
</xsl:template>

<!-- Inside a code: how someone is related to the patient (HL7's RoleCode). -->
<xsl:template name="relation">
  <xsl:param name="code"/>
  <xsl:param name="system"/>
  <xsl:param name="display"/>
  <xsl:choose>
    <xsl:when test="contains($system, 'RoleCode') and $code != '' and translate($code, $blanks, '') = $code">
      <xsl:attribute name="code"><xsl:value-of select="$code"/></xsl:attribute>
      <xsl:attribute name="codeSystem">2.16.840.1.113883.5.111</xsl:attribute>
      <xsl:if test="$display != ''"><xsl:attribute name="displayName"><xsl:value-of select="$display"/></xsl:attribute></xsl:if>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="other-code">
        <xsl:with-param name="code" select="$code"/>
        <xsl:with-param name="system" select="$system"/>
        <xsl:with-param name="display" select="$display"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="provider" mode="header">
  <performer typeCode="PRF">
    <xsl:if test="@id = ../patient/@provider_id">
      <functionCode code="PCP" codeSystem="2.16.840.1.113883.5.88" displayName="Primary Care Provider"/>
    </xsl:if>
    <assignedEntity>
      <xsl:call-template name="npi-or-id"/>
      <xsl:if test="@specialty">
        <code>
          <xsl:call-template name="code">
            <xsl:with-param name="code" select="@specialty_code"/>
            <xsl:with-param name="system" select="@specialty_system"/>
            <xsl:with-param name="display" select="@specialty"/>
          </xsl:call-template>
        </code>
      </xsl:if>
      <xsl:call-template name="phone"/>
      <assignedPerson><name><xsl:call-template name="name-parts"/></name></assignedPerson>
      <xsl:apply-templates select="key('organization', @organization_id)" mode="in-full"/>
    </assignedEntity>
  </performer>
</xsl:template>
</xsl:stylesheet>
