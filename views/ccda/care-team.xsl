<?xml version="1.0" encoding="UTF-8"?>
<!-- care-team.xsl: the people who care for the patient -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="care-team">
  <xsl:if test="care_team_member">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.500" extension="2022-06-01"/>
        <code code="85847-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Patient Care team information"/>
        <title>Care team</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Member</th><th>Role</th><th>Team</th><th>Status</th><th>Since</th><th>Until</th></tr></thead>
            <tbody><xsl:apply-templates select="care_team_member" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="care_team_member" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="care_team_member" mode="row">
  <tr ID="member-{@id}">
    <th>
      <xsl:choose>
        <xsl:when test="key('provider', @provider_id)"><xsl:call-template name="provider-says"/></xsl:when>
        <xsl:when test="@name"><xsl:value-of select="@name"/></xsl:when>
        <xsl:when test="key('organization', @organization_id)"><xsl:value-of select="key('organization', @organization_id)/@name"/></xsl:when>
        <xsl:otherwise>Not named</xsl:otherwise>
      </xsl:choose>
    </th>
    <td ID="member-{@id}-role"><xsl:apply-templates select="@role" mode="bare"/></td>
    <td><xsl:value-of select="@team"/></td>
    <td><xsl:call-template name="status-says"/></td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@start_when-says"/><xsl:with-param name="raw" select="@start_when"/></xsl:call-template></td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@end_when-says"/><xsl:with-param name="raw" select="@end_when"/></xsl:call-template></td>
  </tr>
</xsl:template>

<xsl:template match="care_team_member" mode="entry">
  <entry typeCode="DRIV">
    <organizer classCode="CLUSTER" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.500" extension="2022-06-01"/>
      <id root="{$uid}" extension="member-team-{@id}"/>
      <code code="86744-0" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Care team"><originalText><reference value="#member-{@id}"/></originalText></code>
      <xsl:call-template name="member-time"/>
      <component>
        <act classCode="PCPR" moodCode="EVN">
          <templateId root="2.16.840.1.113883.10.20.22.4.500.1" extension="2022-06-01"/>
          <id root="{$uid}" extension="member-{@id}"/>
          <code code="92707-9" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Care team information panel"/>
          <text><reference value="#member-{@id}"/></text>
          <xsl:call-template name="member-time"/>
          <performer typeCode="PRF">
            <xsl:if test="@role">
              <sdtc:functionCode>
                <xsl:call-template name="code">
                  <xsl:with-param name="code" select="@role_code"/>
                  <xsl:with-param name="system" select="@role_system"/>
                  <xsl:with-param name="display" select="@role"/>
                  <xsl:with-param name="ref" select="concat('member-', @id, '-role')"/>
                </xsl:call-template>
              </sdtc:functionCode>
            </xsl:if>
            <assignedEntity><xsl:call-template name="member"/></assignedEntity>
          </performer>
        </act>
      </component>
    </organizer>
  </entry>
</xsl:template>

<xsl:template name="member-time">
  <xsl:choose>
    <xsl:when test="@status = 'inactive' or @end_when"><statusCode code="completed"/></xsl:when>
    <xsl:otherwise><statusCode code="active"/></xsl:otherwise>
  </xsl:choose>
  <effectiveTime>
    <xsl:call-template name="low"><xsl:with-param name="ts" select="@start_when-ts"/></xsl:call-template>
    <xsl:if test="@end_when-ts"><high value="{@end_when-ts}"/></xsl:if>
  </effectiveTime>
</xsl:template>

<xsl:template name="member">
  <xsl:choose>
    <xsl:when test="key('provider', @provider_id)">
      <xsl:for-each select="key('provider', @provider_id)">
        <xsl:call-template name="npi-or-id"/>
        <xsl:call-template name="assigned"/>
      </xsl:for-each>
    </xsl:when>
    <xsl:otherwise>
      <id root="{$uid}" extension="member-person-{@id}"/>
      <xsl:if test="@name"><assignedPerson><name><xsl:call-template name="name-parts"/></name></assignedPerson></xsl:if>
      <xsl:apply-templates select="key('organization', @organization_id)" mode="represented"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
