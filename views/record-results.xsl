<?xml version="1.0" encoding="UTF-8"?>
<!-- record-results.xsl: vital signs, reports and single results -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="record-parts.xsl"/>

<xsl:template name="record-vital-signs">
  <xsl:if test="observation[@category = 'vital']">
    <h3>Vital signs</h3>
    <table>
      <caption class="vh">Vital signs, newest first</caption>
      <thead><tr><th scope="col">Date</th><th scope="col">Measured</th><th scope="col">Result</th></tr></thead>
      <tbody>
        <xsl:apply-templates select="observation[@category = 'vital']" mode="vital"/>
      </tbody>
    </table>
  </xsl:if>
</xsl:template>

<xsl:template match="observation" mode="vital">
  <tr>
    <td><xsl:apply-templates select="@taken_when" mode="time"/></td>
    <th scope="row"><xsl:apply-templates select="@display" mode="plain"/></th>
    <td class="nums"><xsl:call-template name="record-result"/></td>
  </tr>
</xsl:template>

<xsl:template name="record-results">
  <xsl:variable name="single" select="observation[@category = 'laboratory' or @category = 'imaging' or @category = 'exam' or @category = 'other']"/>
  <xsl:if test="report or $single">
    <h3>Test results</h3>
    <xsl:apply-templates select="report" mode="record"/>
    <xsl:if test="$single">
      <xsl:call-template name="record-panel">
        <xsl:with-param name="rows" select="$single"/>
        <xsl:with-param name="title">Other results</xsl:with-param>
        <xsl:with-param name="dated" select="true()"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:if>
</xsl:template>

<xsl:template match="report" mode="record">
  <h4>
    <xsl:apply-templates select="@display" mode="plain"/>
    <xsl:choose>
      <xsl:when test="@taken_when">
        <xsl:text>, </xsl:text>
        <xsl:apply-templates select="@taken_when" mode="time"/>
      </xsl:when>
      <xsl:when test="@issued_when">
        <xsl:text>, </xsl:text>
        <xsl:apply-templates select="@issued_when" mode="time"/>
      </xsl:when>
    </xsl:choose>
  </h4>
  <xsl:if test="@status != 'final' or @specimen or @organization_id">
    <p class="soft small">
      <xsl:if test="@status != 'final'"><xsl:value-of select="translate(@status, '-', ' ')"/>. </xsl:if>
      <xsl:if test="@specimen"><xsl:apply-templates select="@specimen" mode="bare"/>. </xsl:if>
      <xsl:value-of select="key('organization', @organization_id)/@name"/>
    </p>
  </xsl:if>
  <xsl:if test="@comment">
    <p><b>Your provider says:</b><xsl:text> </xsl:text><xsl:value-of select="@comment"/></p>
  </xsl:if>
  <xsl:if test="@narrative"><p class="letter"><xsl:value-of select="@narrative"/></p></xsl:if>
  <xsl:if test="observation">
    <xsl:call-template name="record-panel">
      <xsl:with-param name="rows" select="observation"/>
      <xsl:with-param name="title"><xsl:apply-templates select="@display" mode="plain"/></xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template name="record-panel">
  <xsl:param name="rows"/>
  <xsl:param name="title"/>
  <xsl:param name="dated" select="false()"/>
  <table class="panel">
    <caption class="vh"><xsl:value-of select="$title"/></caption>
    <thead>
      <tr>
        <th scope="col">Test</th><th scope="col">Result</th><th scope="col">Usual range</th>
        <xsl:if test="$dated"><th scope="col">Date</th></xsl:if>
      </tr>
    </thead>
    <tbody>
      <xsl:for-each select="$rows">
        <tr>
          <th scope="row"><xsl:apply-templates select="@display" mode="plain"/></th>
          <td class="nums"><xsl:call-template name="record-result"/></td>
          <td class="nums"><xsl:call-template name="record-range"/></td>
          <xsl:if test="$dated"><td><xsl:apply-templates select="@taken_when" mode="time"/></td></xsl:if>
        </tr>
      </xsl:for-each>
    </tbody>
  </table>
</xsl:template>

<!-- Value, the flag's word, and what it said before it was corrected. -->
<xsl:template name="record-result">
  <xsl:call-template name="record-value"/>
  <xsl:if test="@flag or @flag_text">
    <xsl:text> </xsl:text>
    <b><xsl:call-template name="record-flag"/></b>
  </xsl:if>
  <xsl:if test="not(@status = 'final' or @status = 'corrected' or @status = 'amended')">
    <xsl:text> (</xsl:text>
    <xsl:value-of select="translate(@status, '-', ' ')"/>
    <xsl:text>)</xsl:text>
  </xsl:if>
  <xsl:for-each select="observation_past">
    <br/>
    <xsl:text>Corrected. Was </xsl:text>
    <del>
      <xsl:call-template name="record-value"/>
      <xsl:if test="@flag or @flag_text">, <xsl:call-template name="record-flag"/></xsl:if>
    </del>
    <xsl:if test="@replaced_when">
      <xsl:text>. The lab fixed it on </xsl:text>
      <xsl:apply-templates select="@replaced_when" mode="time"/>
    </xsl:if>
    <xsl:text>.</xsl:text>
  </xsl:for-each>
  <xsl:call-template name="record-note"/>
</xsl:template>
</xsl:stylesheet>
