<?xml version="1.0" encoding="UTF-8"?>
<!--
  record-parts.xsl: small pieces of a record that pages share

  Templates of rows say in mode "item" what stands in one line of a list.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="names.xsl"/>

<xsl:template name="record-bullets">
  <xsl:param name="rows"/>
  <xsl:choose>
    <xsl:when test="$rows">
      <ul class="bullets">
        <xsl:for-each select="$rows">
          <li><xsl:apply-templates select="." mode="item"/></li>
        </xsl:for-each>
      </ul>
    </xsl:when>
    <xsl:when test="/*/@from | @from"><p>None on record in these dates.</p></xsl:when>
    <xsl:otherwise><p>None on record.</p></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- x_when as <time>; one that is no date stands as it was written. -->
<xsl:template match="@*" mode="time">
  <xsl:variable name="says" select="../@*[name() = concat(name(current()), '-says')]"/>
  <xsl:choose>
    <xsl:when test="$says"><time datetime="{.}"><xsl:value-of select="$says"/></time></xsl:when>
    <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="record-on">
  <xsl:param name="when"/>
  <xsl:if test="$when">, <xsl:apply-templates select="$when" mode="time"/></xsl:if>
</xsl:template>

<xsl:template name="record-span">
  <xsl:param name="from"/>
  <xsl:param name="to"/>
  <xsl:choose>
    <xsl:when test="$from and $to">
      <xsl:text>, from </xsl:text>
      <xsl:apply-templates select="$from" mode="time"/>
      <xsl:text> to </xsl:text>
      <xsl:apply-templates select="$to" mode="time"/>
    </xsl:when>
    <xsl:when test="$from and contains(' completed stopped cancelled ended resolved inactive remission ', concat(' ', @status, ' '))">, started <xsl:apply-templates select="$from" mode="time"/></xsl:when>
    <xsl:when test="$from">, since <xsl:apply-templates select="$from" mode="time"/></xsl:when>
    <xsl:when test="$to">, until <xsl:apply-templates select="$to" mode="time"/></xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template name="record-by">
  <xsl:if test="@provider_id">, <xsl:value-of select="key('provider', @provider_id)/@name"/></xsl:if>
</xsl:template>

<xsl:template name="record-note">
  <xsl:if test="@note"><br/><span class="soft"><xsl:value-of select="@note"/></span></xsl:if>
</xsl:template>

<!-- "2 times every day", "once every 6 hours" -->
<xsl:template name="record-how-often">
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
<xsl:template name="record-value">
  <xsl:choose>
    <xsl:when test="@comparator = '&lt;='">&#8804; </xsl:when>
    <xsl:when test="@comparator = '>='">&#8805; </xsl:when>
    <xsl:when test="@comparator"><xsl:value-of select="@comparator"/><xsl:text> </xsl:text></xsl:when>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="@value"><xsl:apply-templates select="@value" mode="number"/></xsl:when>
    <xsl:when test="observation[@code = '8480-6']/@value and observation[@code = '8462-4']/@value">
      <xsl:apply-templates select="observation[@code = '8480-6']/@value" mode="number"/>/<xsl:apply-templates select="observation[@code = '8462-4']/@value" mode="number"/> mmHg</xsl:when>
    <xsl:when test="observation">
      <xsl:for-each select="observation">
        <xsl:if test="position() &gt; 1">; </xsl:if>
        <xsl:apply-templates select="@display" mode="plain"/>
        <xsl:text>: </xsl:text>
        <xsl:call-template name="record-value"/>
      </xsl:for-each>
    </xsl:when>
    <xsl:when test="@absent_reason">No result: <xsl:value-of select="translate(@absent_reason, '-', ' ')"/></xsl:when>
    <xsl:otherwise>No result yet</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@unit and @value">
    <xsl:text>&#160;</xsl:text>
    <xsl:apply-templates select="@unit" mode="unit"/>
  </xsl:if>
</xsl:template>

<!-- The laboratory's flag in words; no flag, no word. -->
<xsl:template name="record-flag">
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
<xsl:template name="record-range">
  <xsl:choose>
    <xsl:when test="@low and @high"><xsl:value-of select="@low"/> to <xsl:value-of select="@high"/></xsl:when>
    <xsl:when test="@low"><xsl:value-of select="@low"/> or more</xsl:when>
    <xsl:when test="@high"><xsl:value-of select="@high"/> or less</xsl:when>
    <xsl:otherwise><xsl:value-of select="@range_text"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
