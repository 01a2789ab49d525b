<?xml version="1.0" encoding="UTF-8"?>
<!-- record-history.xsl: what lasts: allergies, medications, problems, vaccinations, procedures, devices -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="record-parts.xsl"/>

<xsl:template name="record-allergies">
  <h3>Allergies</h3>
  <xsl:call-template name="record-bullets">
    <xsl:with-param name="rows" select="allergy"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="allergy" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@verification = 'refuted'">: ruled out</xsl:if>
  <xsl:for-each select="allergy_reaction">
    <xsl:choose>
      <xsl:when test="position() = 1"> (</xsl:when>
      <xsl:otherwise>, </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="@display" mode="bare"/>
    <xsl:if test="@severity">: <xsl:apply-templates select="@severity" mode="bare"/></xsl:if>
    <xsl:if test="position() = last()">)</xsl:if>
  </xsl:for-each>
  <xsl:if test="@criticality = 'high'">, can be dangerous</xsl:if>
  <xsl:if test="@status != 'active'">, <xsl:value-of select="@status"/></xsl:if>
  <xsl:call-template name="record-span">
    <xsl:with-param name="from" select="@onset_when"/>
    <xsl:with-param name="to" select="@end_when"/>
  </xsl:call-template>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template name="record-medications">
  <xsl:variable name="now" select="medication[@status = 'active' or @status = 'on-hold' or @status = 'intended' or @status = 'unknown']"/>
  <h3>Medications</h3>
  <xsl:call-template name="record-bullets">
    <xsl:with-param name="rows" select="$now"/>
  </xsl:call-template>
  <xsl:if test="count($now) != count(medication)">
    <h3>Past medications</h3>
    <xsl:call-template name="record-bullets">
      <xsl:with-param name="rows" select="medication[not(@status = 'active' or @status = 'on-hold' or @status = 'intended' or @status = 'unknown')]"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="medication" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:choose>
    <xsl:when test="@instructions">, <xsl:value-of select="@instructions"/></xsl:when>
    <xsl:otherwise><xsl:call-template name="record-dose"/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@reason">, for <xsl:apply-templates select="@reason" mode="bare"/></xsl:if>
  <xsl:if test="not(@status = 'active' or @status = 'completed' or @status = 'unknown')">
    <xsl:text>, </xsl:text>
    <xsl:value-of select="translate(@status, '-', ' ')"/>
  </xsl:if>
  <xsl:call-template name="record-span">
    <xsl:with-param name="from" select="@start_when"/>
    <xsl:with-param name="to" select="@end_when"/>
  </xsl:call-template>
  <xsl:call-template name="record-by"/>
  <xsl:call-template name="record-note"/>
</xsl:template>

<!-- What the label would say, if nobody wrote it. -->
<xsl:template name="record-dose">
  <xsl:if test="@dose">
    <xsl:text>, </xsl:text>
    <xsl:choose>
      <xsl:when test="number(@dose) = number(@dose)"><xsl:value-of select="number(@dose)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@dose"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@dose_unit"><xsl:text> </xsl:text><xsl:apply-templates select="@dose_unit" mode="unit"/></xsl:if>
    <xsl:if test="not(@dose_unit)"> at a time</xsl:if>
  </xsl:if>
  <xsl:if test="@route">, <xsl:apply-templates select="@route" mode="bare"/></xsl:if>
  <xsl:if test="@times and @period">
    <xsl:text>, </xsl:text>
    <xsl:call-template name="record-how-often"/>
  </xsl:if>
  <xsl:if test="@as_needed">, when needed</xsl:if>
</xsl:template>

<xsl:template name="record-problems">
  <xsl:variable name="now" select="problem[@status = 'active' or @status = 'recurrence' or @status = 'relapse']"/>
  <h3>Problems</h3>
  <xsl:call-template name="record-bullets">
    <xsl:with-param name="rows" select="$now"/>
  </xsl:call-template>
  <xsl:if test="count($now) != count(problem)">
    <h3>Past problems</h3>
    <xsl:call-template name="record-bullets">
      <xsl:with-param name="rows" select="problem[not(@status = 'active' or @status = 'recurrence' or @status = 'relapse')]"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="problem" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@severity">, <xsl:apply-templates select="@severity" mode="bare"/></xsl:if>
  <xsl:if test="@verification = 'refuted'">: ruled out</xsl:if>
  <xsl:if test="@verification = 'provisional' or @verification = 'differential' or @verification = 'unconfirmed'">, not yet sure</xsl:if>
  <xsl:if test="not(@status = 'active' or @status = 'resolved')">, <xsl:value-of select="@status"/></xsl:if>
  <xsl:call-template name="record-span">
    <xsl:with-param name="from" select="@onset_when"/>
    <xsl:with-param name="to" select="@end_when"/>
  </xsl:call-template>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template name="record-vaccinations">
  <xsl:if test="immunization">
    <h3>Vaccinations</h3>
    <xsl:call-template name="record-bullets">
      <xsl:with-param name="rows" select="immunization"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="immunization" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@status = 'not-done'">
    <xsl:text>: not given</xsl:text>
    <xsl:if test="@reason"> (<xsl:apply-templates select="@reason" mode="bare"/>)</xsl:if>
  </xsl:if>
  <xsl:call-template name="record-on"><xsl:with-param name="when" select="@given_when"/></xsl:call-template>
  <xsl:if test="@dose_number">
    <xsl:text>, dose </xsl:text>
    <xsl:value-of select="@dose_number"/>
    <xsl:if test="@series_doses"> of <xsl:value-of select="@series_doses"/></xsl:if>
  </xsl:if>
  <xsl:if test="@site">, <xsl:apply-templates select="@site" mode="bare"/></xsl:if>
  <xsl:if test="@maker">, made by <xsl:value-of select="@maker"/></xsl:if>
  <xsl:if test="@lot">, lot <xsl:value-of select="@lot"/></xsl:if>
  <xsl:if test="@reported">, told by someone, not given here</xsl:if>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template name="record-procedures">
  <xsl:if test="patient_procedure">
    <h3>Procedures</h3>
    <xsl:call-template name="record-bullets">
      <xsl:with-param name="rows" select="patient_procedure"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="patient_procedure" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@status != 'completed'">: <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:call-template name="record-on"><xsl:with-param name="when" select="@done_when"/></xsl:call-template>
  <xsl:if test="@site">, <xsl:apply-templates select="@site" mode="bare"/></xsl:if>
  <xsl:if test="@reason">, for <xsl:apply-templates select="@reason" mode="bare"/></xsl:if>
  <xsl:if test="@outcome">, <xsl:apply-templates select="@outcome" mode="bare"/></xsl:if>
  <xsl:call-template name="record-by"/>
  <xsl:call-template name="record-note"/>
</xsl:template>

<xsl:template name="record-devices">
  <xsl:if test="device">
    <h3>Implants and devices</h3>
    <xsl:call-template name="record-bullets">
      <xsl:with-param name="rows" select="device"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="device" mode="item">
  <xsl:apply-templates select="@display" mode="bare"/>
  <xsl:if test="@status != 'active'">, <xsl:value-of select="translate(@status, '-', ' ')"/></xsl:if>
  <xsl:call-template name="record-on"><xsl:with-param name="when" select="@implanted_when"/></xsl:call-template>
  <xsl:if test="@maker">, made by <xsl:value-of select="@maker"/></xsl:if>
  <xsl:if test="@model">, model <xsl:value-of select="@model"/></xsl:if>
  <xsl:if test="@lot">, lot <xsl:value-of select="@lot"/></xsl:if>
  <xsl:if test="@serial">, serial number <xsl:value-of select="@serial"/></xsl:if>
  <xsl:if test="@expires_when">, use-by date on the package: <xsl:apply-templates select="@expires_when" mode="time"/></xsl:if>
  <xsl:if test="@udi">, UDI <xsl:value-of select="@udi"/></xsl:if>
  <xsl:call-template name="record-note"/>
</xsl:template>
</xsl:stylesheet>
