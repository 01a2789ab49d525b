<?xml version="1.0" encoding="UTF-8"?>
<!-- plan.xsl: plan of treatment: orders, appointments, care plans -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="plan">
  <xsl:if test="service_request[@kind != 'referral'] or appointment or care_plan">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.10"/>
        <templateId root="2.16.840.1.113883.10.20.22.2.10" extension="2014-06-09"/>
        <code code="18776-5" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Plan of care note"/>
        <title>Plan of treatment</title>
        <text>
          <xsl:if test="service_request[@kind != 'referral'] or appointment">
            <table styleCode="xTidy">
              <thead><tr><th>Planned</th><th>Planned for</th><th>Status</th><th>For</th><th>With</th><th>Ordered</th><th>Notes</th></tr></thead>
              <tbody>
                <xsl:apply-templates select="appointment" mode="row"/>
                <xsl:apply-templates select="service_request[@kind != 'referral']" mode="row"/>
              </tbody>
            </table>
          </xsl:if>
          <xsl:if test="care_plan"><list><xsl:apply-templates select="care_plan" mode="row"/></list></xsl:if>
        </text>
        <xsl:apply-templates select="appointment" mode="entry"/>
        <xsl:apply-templates select="service_request[@kind != 'referral']" mode="entry"/>
        <xsl:apply-templates select="care_plan" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="appointment" mode="row">
  <tr ID="appointment-{@id}">
    <th ID="appointment-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@start_when-says"/><xsl:with-param name="raw" select="@start_when"/></xsl:call-template></td>
    <td><xsl:call-template name="status-says"/></td>
    <td/>
    <td>
      <xsl:call-template name="provider-says"/>
      <xsl:if test="@location_id">, <xsl:value-of select="key('location', @location_id)/@name"/></xsl:if>
    </td>
    <td/>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<xsl:template match="service_request" mode="row">
  <tr ID="order-{@id}">
    <th ID="order-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@due_when-says"/><xsl:with-param name="raw" select="@due_when"/></xsl:call-template></td>
    <td><xsl:call-template name="status-says"/></td>
    <td><xsl:apply-templates select="@reason" mode="bare"/></td>
    <td><xsl:call-template name="provider-says"/></td>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@ordered_when-says"/><xsl:with-param name="raw" select="@ordered_when"/></xsl:call-template></td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<xsl:template match="care_plan" mode="row">
  <item ID="plan-{@id}">
    <content ID="plan-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></content>
    <xsl:text>, </xsl:text>
    <xsl:call-template name="status-says"/>
    <xsl:text> </xsl:text>
    <xsl:call-template name="from-to"><xsl:with-param name="from" select="@start_when-says"/><xsl:with-param name="to" select="@end_when-says"/></xsl:call-template>
    <xsl:if test="@description">: <xsl:value-of select="@description"/></xsl:if>
    <xsl:if test="care_plan_activity">
      <list>
        <xsl:for-each select="care_plan_activity">
          <item ID="activity-{@id}">
            <content ID="activity-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></content>
            <xsl:if test="@status">, <xsl:call-template name="status-says"/></xsl:if>
          </item>
        </xsl:for-each>
      </list>
    </xsl:if>
  </item>
</xsl:template>

<!-- A planned element is active whatever has become of it: the narrative says its status. -->
<xsl:template match="appointment" mode="entry">
  <entry typeCode="DRIV">
    <encounter classCode="ENC" moodCode="APT">
      <templateId root="2.16.840.1.113883.10.20.22.4.40"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.40" extension="2014-06-09"/>
      <id root="{$uid}" extension="appointment-{@id}"/>
      <code nullFlavor="OTH"><originalText><reference value="#appointment-{@id}-name"/></originalText></code>
      <text><reference value="#appointment-{@id}"/></text>
      <statusCode code="active"/>
      <xsl:call-template name="when-done"><xsl:with-param name="from" select="@start_when-ts"/><xsl:with-param name="to" select="@end_when-ts"/></xsl:call-template>
      <xsl:call-template name="performer"/>
      <xsl:call-template name="place"/>
    </encounter>
  </entry>
</xsl:template>

<xsl:template match="service_request" mode="entry">
  <entry typeCode="DRIV">
    <observation classCode="OBS" moodCode="RQO">
      <templateId root="2.16.840.1.113883.10.20.22.4.44"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.44" extension="2014-06-09"/>
      <xsl:call-template name="order"/>
    </observation>
  </entry>
</xsl:template>

<xsl:template match="service_request[@kind = 'procedure']" mode="entry">
  <entry typeCode="DRIV">
    <procedure classCode="PROC" moodCode="RQO">
      <templateId root="2.16.840.1.113883.10.20.22.4.41"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.41" extension="2014-06-09"/>
      <xsl:call-template name="order"/>
    </procedure>
  </entry>
</xsl:template>

<xsl:template name="order">
  <id root="{$uid}" extension="order-{@id}"/>
  <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('order-', @id, '-name')"/></xsl:call-template></code>
  <text><reference value="#order-{@id}"/></text>
  <statusCode code="active"/>
  <xsl:call-template name="time"><xsl:with-param name="ts" select="@due_when-ts"/></xsl:call-template>
  <xsl:call-template name="author"><xsl:with-param name="ts" select="@ordered_when-ts"/></xsl:call-template>
</xsl:template>

<!-- A care plan stands as a planned act with its activities. -->
<xsl:template match="care_plan" mode="entry">
  <entry typeCode="DRIV">
    <act classCode="ACT" moodCode="INT">
      <templateId root="2.16.840.1.113883.10.20.22.4.39"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.39" extension="2014-06-09"/>
      <id root="{$uid}" extension="plan-{@id}"/>
      <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('plan-', @id, '-name')"/></xsl:call-template></code>
      <text><reference value="#plan-{@id}"/></text>
      <statusCode code="active"/>
      <xsl:if test="@start_when-ts">
        <effectiveTime>
          <low value="{@start_when-ts}"/>
          <xsl:if test="@end_when-ts"><high value="{@end_when-ts}"/></xsl:if>
        </effectiveTime>
      </xsl:if>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@start_when-ts"/></xsl:call-template>
      <xsl:for-each select="care_plan_activity">
        <entryRelationship typeCode="COMP">
          <act classCode="ACT" moodCode="INT">
            <templateId root="2.16.840.1.113883.10.20.22.4.39"/>
            <templateId root="2.16.840.1.113883.10.20.22.4.39" extension="2014-06-09"/>
            <id root="{$uid}" extension="activity-{@id}"/>
            <code><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('activity-', @id, '-name')"/></xsl:call-template></code>
            <text><reference value="#activity-{@id}"/></text>
            <statusCode code="active"/>
          </act>
        </entryRelationship>
      </xsl:for-each>
    </act>
  </entry>
</xsl:template>
</xsl:stylesheet>
