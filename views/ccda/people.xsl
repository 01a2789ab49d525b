<?xml version="1.0" encoding="UTF-8"?>
<!-- people.xsl: addresses, phones, names; who did or wrote something -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<!-- The address of the context: line, city, state, postal_code, country. -->
<xsl:template name="addr">
  <xsl:param name="use">WP</xsl:param>
  <xsl:choose>
    <xsl:when test="@line and @city and @state and @postal_code">
      <addr use="{$use}">
        <streetAddressLine><xsl:value-of select="@line"/></streetAddressLine>
        <city><xsl:value-of select="@city"/></city>
        <state><xsl:value-of select="@state"/></state>
        <postalCode><xsl:value-of select="@postal_code"/></postalCode>
        <xsl:if test="@country"><country><xsl:value-of select="@country"/></country></xsl:if>
      </addr>
    </xsl:when>
    <xsl:when test="@line or @city">
      <addr use="{$use}">
        <streetAddressLine><xsl:call-template name="or-unknown"><xsl:with-param name="value" select="@line"/></xsl:call-template></streetAddressLine>
        <city><xsl:call-template name="or-unknown"><xsl:with-param name="value" select="@city"/></xsl:call-template></city>
        <state><xsl:call-template name="or-unknown"><xsl:with-param name="value" select="@state"/></xsl:call-template></state>
        <postalCode><xsl:call-template name="or-unknown"><xsl:with-param name="value" select="@postal_code"/></xsl:call-template></postalCode>
        <xsl:if test="@country"><country><xsl:value-of select="@country"/></country></xsl:if>
      </addr>
    </xsl:when>
    <xsl:otherwise><addr nullFlavor="UNK"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="or-unknown">
  <xsl:param name="value"/>
  <xsl:if test="not($value)"><xsl:attribute name="nullFlavor">UNK</xsl:attribute></xsl:if>
  <xsl:value-of select="$value"/>
</xsl:template>

<!-- The phone of the context as URL. -->
<xsl:template name="phone">
  <xsl:param name="use">WP</xsl:param>
  <xsl:choose>
    <xsl:when test="@phone-tel"><telecom use="{$use}" value="tel:{@phone-tel}"/></xsl:when>
    <xsl:otherwise><telecom nullFlavor="UNK"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The name of the context in parts; as a whole where there are no parts. -->
<xsl:template name="name-parts">
  <xsl:choose>
    <xsl:when test="@given and @family">
      <xsl:if test="@prefix"><prefix><xsl:value-of select="@prefix"/></prefix></xsl:if>
      <given><xsl:value-of select="@given"/></given>
      <family><xsl:value-of select="@family"/></family>
      <xsl:if test="@suffix"><suffix><xsl:value-of select="@suffix"/></suffix></xsl:if>
    </xsl:when>
    <xsl:when test="@name and not(@given or @family or self::patient)"><xsl:value-of select="@name"/></xsl:when>
    <xsl:otherwise>
      <xsl:choose>
        <xsl:when test="@given"><given><xsl:value-of select="@given"/></given></xsl:when>
        <xsl:otherwise><given nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="@family"><family><xsl:value-of select="@family"/></family></xsl:when>
        <xsl:when test="not(@given) and @name"><family><xsl:value-of select="@name"/></family></xsl:when>
        <xsl:otherwise><family nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The id of a provider, organization or location: NPI, or our own. -->
<xsl:template name="npi-or-id">
  <xsl:choose>
    <xsl:when test="string-length(@npi) = 10"><id root="2.16.840.1.113883.4.6" extension="{@npi}"/></xsl:when>
    <xsl:otherwise><id root="{$uid}" extension="{name()}-{@id}"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- An organization: in an entry by its ids (TIN, NPI), name and phone. -->
<xsl:template match="organization" mode="represented">
  <representedOrganization>
    <id root="2.16.840.1.113883.4.2" nullFlavor="UNK"/>
    <xsl:call-template name="npi-or-id"/>
    <name><xsl:value-of select="@name"/></name>
    <xsl:call-template name="phone"/>
  </representedOrganization>
</xsl:template>

<!-- In the header with its address, too. -->
<xsl:template match="organization" mode="in-full">
  <representedOrganization>
    <xsl:call-template name="npi-or-id"/>
    <name><xsl:value-of select="@name"/></name>
    <xsl:call-template name="phone"/>
    <xsl:call-template name="addr"/>
  </representedOrganization>
</xsl:template>

<!--
  The author of an entry: its provider, at the time given. Says nothing if the
  record does not say who. Providers stand in full in the header.
-->
<xsl:template name="author">
  <xsl:param name="ts"/>
  <xsl:for-each select="key('provider', @provider_id)">
    <author>
      <templateId root="2.16.840.1.113883.10.20.22.4.119"/>
      <templateId root="2.16.840.1.113883.10.20.22.5.6" extension="2019-10-01"/>
      <xsl:choose>
        <xsl:when test="$ts"><time value="{$ts}"/></xsl:when>
        <xsl:otherwise><time nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
      <assignedAuthor>
        <xsl:call-template name="npi-or-id"/>
        <xsl:call-template name="assigned"/>
      </assignedAuthor>
    </author>
  </xsl:for-each>
</xsl:template>

<!-- Who a provider is, after the ids of assignedAuthor or assignedEntity. -->
<xsl:template name="assigned">
  <assignedPerson><name><xsl:call-template name="name-parts"/></name></assignedPerson>
  <xsl:apply-templates select="key('organization', @organization_id)" mode="represented"/>
</xsl:template>

<!-- The provider who did it, with the row's organization if there is no one. -->
<xsl:template name="performer">
  <xsl:choose>
    <xsl:when test="@provider_id">
      <xsl:for-each select="key('provider', @provider_id)">
        <performer>
          <assignedEntity>
            <xsl:call-template name="npi-or-id"/>
            <xsl:call-template name="assigned"/>
          </assignedEntity>
        </performer>
      </xsl:for-each>
    </xsl:when>
    <xsl:when test="@organization_id">
      <xsl:for-each select="key('organization', @organization_id)">
        <performer>
          <assignedEntity>
            <xsl:call-template name="npi-or-id"/>
            <xsl:apply-templates select="." mode="represented"/>
          </assignedEntity>
        </performer>
      </xsl:for-each>
    </xsl:when>
  </xsl:choose>
</xsl:template>

<!-- Where it was: a service delivery location. -->
<xsl:template name="place">
  <xsl:for-each select="key('location', @location_id)">
    <participant typeCode="LOC">
      <participantRole classCode="SDLOC">
        <templateId root="2.16.840.1.113883.10.20.22.4.32"/>
        <id root="{$uid}" extension="location-{@id}"/>
        <code nullFlavor="UNK"/>
        <xsl:call-template name="addr"/>
        <xsl:call-template name="phone"/>
        <playingEntity classCode="PLC"><name><xsl:value-of select="@name"/></name></playingEntity>
      </participantRole>
    </participant>
  </xsl:for-each>
</xsl:template>

<!-- The provider's name in a narrative row. -->
<xsl:template name="provider-says">
  <xsl:value-of select="key('provider', @provider_id)/@name"/>
</xsl:template>
</xsl:stylesheet>
