<?xml version="1.0" encoding="UTF-8"?>
<!-- record-more.xsl: visits, plans, daily life, family, people, insurance, documents -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="record-parts.xsl"/>

<!-- A section that is there only if it has rows. -->
<xsl:template name="record-section">
  <xsl:param name="title"/>
  <xsl:param name="rows"/>
  <xsl:if test="$rows">
    <h3><xsl:value-of select="$title"/></h3>
    <xsl:call-template name="record-bullets"><xsl:with-param name="rows" select="$rows"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template name="record-visits">
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Visits</xsl:with-param>
    <xsl:with-param name="rows" select="encounter"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="encounter" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="not(@status = 'finished' or @status = 'completed')">: <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:choose>
    <xsl:when test="string(@end_when-says) != string(@start_when-says) and @end_when">
      <xsl:call-template name="record-span">
        <xsl:with-param name="from" select="@start_when"/>
        <xsl:with-param name="to" select="@end_when"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="record-on"><xsl:with-param name="when" select="@start_when"/></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@reason != @display">, for <xsl:apply-templates select="@reason" mode="bare"/></xsl:if>
  <xsl:call-template name="record-by"/>
  <xsl:if test="@location_id">, <xsl:value-of select="key('location', @location_id)/@name"/></xsl:if>
</xsl:template>

<xsl:template name="record-plans">
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Appointments</xsl:with-param>
    <xsl:with-param name="rows" select="appointment"/>
  </xsl:call-template>
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Ordered</xsl:with-param>
    <xsl:with-param name="rows" select="service_request"/>
  </xsl:call-template>
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Care plans</xsl:with-param>
    <xsl:with-param name="rows" select="care_plan"/>
  </xsl:call-template>
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Goals</xsl:with-param>
    <xsl:with-param name="rows" select="goal"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="appointment" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@status != 'booked'">: <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:call-template name="record-on"><xsl:with-param name="when" select="@start_when"/></xsl:call-template>
  <xsl:call-template name="record-by"/>
  <xsl:if test="@location_id">, <xsl:value-of select="key('location', @location_id)/@name"/></xsl:if>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template match="service_request" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@status != 'active'">: <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:call-template name="record-on"><xsl:with-param name="when" select="@ordered_when"/></xsl:call-template>
  <xsl:if test="@due_when">, planned for <xsl:apply-templates select="@due_when" mode="time"/></xsl:if>
  <xsl:if test="@reason != @display">, for <xsl:apply-templates select="@reason" mode="bare"/></xsl:if>
  <xsl:call-template name="record-by"/>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template match="care_plan" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@status != 'active'">: <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:call-template name="record-span">
    <xsl:with-param name="from" select="@start_when"/>
    <xsl:with-param name="to" select="@end_when"/>
  </xsl:call-template>
  <xsl:if test="@description"><br/><xsl:value-of select="@description"/></xsl:if>
  <xsl:if test="care_plan_activity">
    <ul>
      <xsl:for-each select="care_plan_activity">
        <li>
          <xsl:apply-templates select="@display" mode="bare"/>
          <xsl:if test="@status">: <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:if>
</xsl:template>

<xsl:template match="goal" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@target and @target != @display">, target: <xsl:value-of select="@target"/></xsl:if>
  <xsl:if test="@status != 'active'">: <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:if test="@progress">, <xsl:value-of select="translate(@progress, '-', ' ')"/></xsl:if>
  <xsl:if test="@start_when">, since <xsl:apply-templates select="@start_when" mode="time"/></xsl:if>
  <xsl:if test="@due_when">, by <xsl:apply-templates select="@due_when" mode="time"/></xsl:if>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template name="record-daily-life">
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Daily life</xsl:with-param>
    <xsl:with-param name="rows" select="observation[@category = 'social' or @category = 'function' or @category = 'mental' or @category = 'survey']"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="observation" mode="item">
  <xsl:apply-templates select="@display" mode="plain"/>
  <xsl:text>: </xsl:text>
  <xsl:call-template name="record-value"/>
  <xsl:call-template name="record-on"><xsl:with-param name="when" select="@taken_when"/></xsl:call-template>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template name="record-family">
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Family history</xsl:with-param>
    <xsl:with-param name="rows" select="family_history"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="family_history" mode="item">
  <xsl:value-of select="@relation"/>
  <xsl:if test="@relative_name"> (<xsl:value-of select="@relative_name"/>)</xsl:if>
  <xsl:text>: </xsl:text>
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@onset">, began: <xsl:value-of select="@onset"/></xsl:if>
  <xsl:if test="@deceased = 1">, has died</xsl:if>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template name="record-people">
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Care team</xsl:with-param>
    <xsl:with-param name="rows" select="care_team_member"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="care_team_member" mode="item">
  <xsl:variable name="provider" select="key('provider', @provider_id)/@name"/>
  <xsl:variable name="organization" select="key('organization', @organization_id)/@name"/>
  <xsl:choose>
    <xsl:when test="$provider"><xsl:value-of select="$provider"/></xsl:when>
    <xsl:when test="@name"><xsl:value-of select="@name"/></xsl:when>
    <xsl:when test="$organization"><xsl:value-of select="$organization"/></xsl:when>
    <xsl:otherwise>Someone without a name on record</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@role">, <xsl:apply-templates select="@role" mode="bare"/></xsl:if>
  <xsl:if test="@status != 'active'">, <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:call-template name="record-span">
    <xsl:with-param name="from" select="@start_when"/>
    <xsl:with-param name="to" select="@end_when"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="record-insurance">
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Insurance</xsl:with-param>
    <xsl:with-param name="rows" select="coverage"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="coverage" mode="item">
  <xsl:value-of select="@payer"/>
  <xsl:if test="@plan">, <xsl:value-of select="@plan"/></xsl:if>
  <xsl:if test="@member_number">, member number <xsl:value-of select="@member_number"/></xsl:if>
  <xsl:if test="@group_number">, group <xsl:value-of select="@group_number"/></xsl:if>
  <xsl:if test="@status != 'active'">, <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:call-template name="record-span">
    <xsl:with-param name="from" select="@start_when"/>
    <xsl:with-param name="to" select="@end_when"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="record-documents">
  <xsl:call-template name="record-section">
    <xsl:with-param name="title">Documents</xsl:with-param>
    <xsl:with-param name="rows" select="document"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="document" mode="item">
  <xsl:value-of select="@title"/>
  <xsl:if test="@display != @title">, <xsl:apply-templates select="@display" mode="bare"/></xsl:if>
  <xsl:call-template name="record-on"><xsl:with-param name="when" select="@written_when"/></xsl:call-template>
  <xsl:call-template name="record-by"/>
  <xsl:if test="text() and not(@encoding)"><p class="letter"><xsl:value-of select="."/></p></xsl:if>
</xsl:template>
</xsl:stylesheet>
