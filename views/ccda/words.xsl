<?xml version="1.0" encoding="UTF-8"?>
<!-- words.xsl: what was measured, how often, how it compares, as the narrative says it -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="../names.xsl"/>

<!-- "2 times every day", "once every 6 hours" -->
<xsl:template name="how-often">
  <xsl:choose>
    <xsl:when test="@times = 1">once every </xsl:when>
    <xsl:otherwise><xsl:value-of select="number(@times)"/> times every </xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@period != 1"><xsl:value-of select="number(@period)"/><xsl:text> </xsl:text></xsl:if>
  <xsl:choose>
    <xsl:when test="@period_unit = 'h'">hour</xsl:when>
    <xsl:when test="@period_unit = 'd'">day</xsl:when>
    <xsl:when test="@period_unit = 'wk'">week</xsl:when>
    <xsl:when test="@period_unit = 'mo'">month</xsl:when>
    <xsl:when test="@period_unit = 'a'">year</xsl:when>
    <xsl:otherwise><xsl:value-of select="@period_unit"/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@period != 1">s</xsl:if>
</xsl:template>

<!-- What an observation, or what one said before, came to. -->
<xsl:template name="value-says">
  <xsl:choose>
    <xsl:when test="@comparator = '&lt;='">&#8804; </xsl:when>
    <xsl:when test="@comparator = '>='">&#8805; </xsl:when>
    <xsl:when test="@comparator"><xsl:value-of select="@comparator"/><xsl:text> </xsl:text></xsl:when>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="@custom"><xsl:apply-templates select="@custom" mode="both"/></xsl:when>
    <xsl:when test="@value"><xsl:apply-templates select="@value" mode="number"/></xsl:when>
    <xsl:when test="observation[@code = '8480-6']/@value and observation[@code = '8462-4']/@value">
      <xsl:apply-templates select="observation[@code = '8480-6']/@value" mode="number"/>/<xsl:apply-templates select="observation[@code = '8462-4']/@value" mode="number"/> mmHg</xsl:when>
    <xsl:when test="observation">
      <xsl:for-each select="observation">
        <xsl:if test="position() &gt; 1">; </xsl:if>
        <xsl:apply-templates select="@display" mode="plain"/>
        <xsl:text>: </xsl:text>
        <xsl:call-template name="value-says"/>
      </xsl:for-each>
    </xsl:when>
    <xsl:when test="@absent_reason">No result: <xsl:value-of select="translate(@absent_reason, '-', ' ')"/></xsl:when>
    <xsl:otherwise>No result yet</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@unit and @value and not(@custom)">
    <xsl:if test="@unit != '%'"><xsl:text>&#160;</xsl:text></xsl:if>
    <xsl:apply-templates select="@unit" mode="unit"/>
  </xsl:if>
</xsl:template>

<!-- The laboratory's flag in words; no flag, no word. -->
<xsl:template name="flag-says">
  <xsl:choose>
    <xsl:when test="@flag = 'H'">High</xsl:when>
    <xsl:when test="@flag = 'L'">Low</xsl:when>
    <xsl:when test="@flag = 'HH'">Very high</xsl:when>
    <xsl:when test="@flag = 'LL'">Very low</xsl:when>
    <xsl:when test="@flag = 'A'">Not usual</xsl:when>
    <xsl:when test="@flag = 'AA'">Not usual at all</xsl:when>
    <xsl:when test="@flag = 'N'">In range</xsl:when>
    <xsl:when test="@flag_text"><xsl:value-of select="@flag_text"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="@flag"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- "70 to 99", as the laboratory gave it. -->
<xsl:template name="limits-say">
  <xsl:choose>
    <xsl:when test="@low and @high"><xsl:value-of select="@low"/> to <xsl:value-of select="@high"/></xsl:when>
    <xsl:when test="@low"><xsl:value-of select="@low"/> or more</xsl:when>
    <xsl:when test="@high"><xsl:value-of select="@high"/> or less</xsl:when>
    <xsl:otherwise><xsl:value-of select="@range_text"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
