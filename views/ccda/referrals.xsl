<?xml version="1.0" encoding="UTF-8"?>
<!-- referrals.xsl: reason for referral -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="referrals">
  <xsl:variable name="rows" select="service_request[@kind = 'referral']"/>
  <xsl:if test="$rows">
    <component>
      <section>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.1"/>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.1" extension="2014-06-09"/>
        <code code="42349-1" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Reason for referral"/>
        <title>Referrals</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Referral</th><th>Planned for</th><th>Status</th><th>Reason</th><th>By</th><th>Ordered</th><th>Notes</th></tr></thead>
            <tbody><xsl:apply-templates select="$rows" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="$rows" mode="referral"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="service_request" mode="referral">
  <entry typeCode="DRIV">
    <act classCode="PCPR" moodCode="RQO">
      <templateId root="2.16.840.1.113883.10.20.22.4.140"/>
      <id root="{$uid}" extension="order-{@id}"/>
      <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('order-', @id, '-name')"/></xsl:call-template></code>
      <text><reference value="#order-{@id}"/></text>
      <statusCode code="active"/>
      <xsl:call-template name="time"><xsl:with-param name="ts" select="(@due_when-ts | @ordered_when-ts)[last()]"/></xsl:call-template>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@ordered_when-ts"/></xsl:call-template>
    </act>
  </entry>
</xsl:template>
</xsl:stylesheet>
