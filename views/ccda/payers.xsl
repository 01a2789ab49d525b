<?xml version="1.0" encoding="UTF-8"?>
<!-- payers.xsl: insurance -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="payers">
  <xsl:if test="coverage">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.18"/>
        <templateId root="2.16.840.1.113883.10.20.22.2.18" extension="2015-08-01"/>
        <code code="48768-6" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Payment sources Document"/>
        <title>Insurance</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Insurer</th><th>Plan</th><th>Kind</th><th>Status</th><th>Member number</th><th>Group</th><th>Subscriber</th><th>Since</th><th>Until</th></tr></thead>
            <tbody><xsl:apply-templates select="coverage" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="coverage" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="coverage" mode="row">
  <tr ID="coverage-{@id}">
    <th>
      <xsl:value-of select="@payer"/>
      <xsl:if test="@payer_identifier"> (<xsl:value-of select="@payer_identifier"/>)</xsl:if>
    </th>
    <td>
      <xsl:value-of select="@plan"/>
      <xsl:if test="@plan_identifier"> (<xsl:value-of select="@plan_identifier"/>)</xsl:if>
    </td>
    <td ID="coverage-{@id}-kind"><xsl:apply-templates select="@display" mode="bare"/></td>
    <td><xsl:call-template name="status-says"/></td>
    <td><xsl:value-of select="@member_number"/></td>
    <td><xsl:value-of select="@group_number"/></td>
    <td>
      <xsl:value-of select="@subscriber"/>
      <xsl:if test="@relation"> (the patient is: <xsl:value-of select="@relation"/>)</xsl:if>
    </td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@start_when-says"/><xsl:with-param name="raw" select="@start_when"/></xsl:call-template></td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@end_when-says"/><xsl:with-param name="raw" select="@end_when"/></xsl:call-template></td>
  </tr>
</xsl:template>

<xsl:template match="coverage" mode="entry">
  <entry typeCode="DRIV">
    <act classCode="ACT" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.60"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.60" extension="2015-08-01"/>
      <id root="{$uid}" extension="coverage-{@id}"/>
      <code code="48768-6" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Payment sources"/>
      <text><reference value="#coverage-{@id}"/></text>
      <statusCode code="completed"/>
      <entryRelationship typeCode="COMP">
        <act classCode="ACT" moodCode="EVN">
          <templateId root="2.16.840.1.113883.10.20.22.4.61"/>
          <templateId root="2.16.840.1.113883.10.20.22.4.61" extension="2015-08-01"/>
          <id root="{$uid}" extension="policy-{@id}"/>
          <code>
            <xsl:call-template name="code"><xsl:with-param name="ref" select="concat('coverage-', @id, '-kind')"/></xsl:call-template>
            <translation nullFlavor="NI"/>
          </code>
          <statusCode code="completed"/>
          <xsl:call-template name="policy-payer"/>
          <xsl:call-template name="policy-member"/>
          <xsl:call-template name="policy-holder"/>
          <entryRelationship typeCode="REFR">
            <act classCode="ACT" moodCode="DEF">
              <id root="{$uid}" extension="plan-of-{@id}">
                <xsl:if test="@plan_identifier"><xsl:attribute name="extension"><xsl:value-of select="@plan_identifier"/></xsl:attribute></xsl:if>
              </id>
              <code nullFlavor="NI"/>
              <xsl:if test="@plan"><text><xsl:value-of select="@plan"/></text></xsl:if>
            </act>
          </entryRelationship>
        </act>
      </entryRelationship>
    </act>
  </entry>
</xsl:template>

<xsl:template name="policy-payer">
  <performer typeCode="PRF">
    <templateId root="2.16.840.1.113883.10.20.22.4.87"/>
    <assignedEntity>
      <xsl:choose>
        <xsl:when test="@payer_identifier"><id root="{$uid}" extension="{@payer_identifier}"/></xsl:when>
        <xsl:otherwise><id nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
      <code code="PAYOR" codeSystem="2.16.840.1.113883.5.110"/>
      <representedOrganization>
        <name>
          <xsl:choose>
            <xsl:when test="@payer"><xsl:value-of select="@payer"/></xsl:when>
            <xsl:otherwise><xsl:attribute name="nullFlavor">UNK</xsl:attribute></xsl:otherwise>
          </xsl:choose>
        </name>
      </representedOrganization>
    </assignedEntity>
  </performer>
</xsl:template>

<xsl:template name="policy-member">
  <participant typeCode="COV">
    <templateId root="2.16.840.1.113883.10.20.22.4.89"/>
    <time>
      <xsl:call-template name="low"><xsl:with-param name="ts" select="@start_when-ts"/></xsl:call-template>
      <xsl:if test="@end_when-ts"><high value="{@end_when-ts}"/></xsl:if>
    </time>
    <participantRole classCode="PAT">
      <xsl:choose>
        <xsl:when test="@member_number"><id root="{$uid}" extension="{@member_number}"/></xsl:when>
        <xsl:otherwise><id nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="@relation = 'self'"><code code="SELF" codeSystem="2.16.840.1.113883.5.111" displayName="Self"/></xsl:when>
        <xsl:when test="@relation = 'child'"><code code="CHILD" codeSystem="2.16.840.1.113883.5.111" displayName="Child"/></xsl:when>
        <xsl:when test="@relation = 'spouse'"><code code="SPS" codeSystem="2.16.840.1.113883.5.111" displayName="Spouse"/></xsl:when>
        <xsl:when test="@relation"><code nullFlavor="OTH"><originalText><xsl:value-of select="@relation"/></originalText></code></xsl:when>
        <xsl:otherwise><code nullFlavor="UNK"/></xsl:otherwise>
      </xsl:choose>
      <xsl:for-each select="../patient">
        <playingEntity>
          <name><xsl:call-template name="name-parts"/></name>
          <xsl:choose>
            <xsl:when test="@birth_when-ts"><sdtc:birthTime value="{@birth_when-ts}"/></xsl:when>
            <xsl:otherwise><sdtc:birthTime nullFlavor="UNK"/></xsl:otherwise>
          </xsl:choose>
        </playingEntity>
      </xsl:for-each>
    </participantRole>
  </participant>
</xsl:template>

<!-- The subscriber, where it is another than the patient. -->
<xsl:template name="policy-holder">
  <xsl:if test="@subscriber and not(@relation = 'self')">
    <participant typeCode="HLD">
      <templateId root="2.16.840.1.113883.10.20.22.4.90"/>
      <participantRole>
        <id root="{$uid}" extension="subscriber-{@id}"/>
        <addr nullFlavor="UNK"/>
        <playingEntity><name><xsl:value-of select="@subscriber"/></name></playingEntity>
      </participantRole>
    </participant>
  </xsl:if>
</xsl:template>
</xsl:stylesheet>
