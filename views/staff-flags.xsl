<!--
  Values and flags of results on the practice's side, to read and to choose.

  Expects: observation or past @comparator @value @unit @low @high @range_text;
  @flag.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="observation | past" mode="value">
  <xsl:value-of select="@comparator"/><xsl:value-of select="@value"/><xsl:if test="@unit">&#160;<xsl:apply-templates select="@unit" mode="unit"/></xsl:if>
  <xsl:if test="not(@value)">No value</xsl:if>
</xsl:template>

<xsl:template match="observation" mode="range">
  <xsl:choose>
    <xsl:when test="@low and @high"><xsl:value-of select="@low"/> to <xsl:value-of select="@high"/></xsl:when>
    <xsl:when test="@low"><xsl:value-of select="@low"/> or more</xsl:when>
    <xsl:when test="@high"><xsl:value-of select="@high"/> or less</xsl:when>
    <xsl:otherwise><xsl:value-of select="@range_text"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@flag" mode="tag"><xsl:text> </xsl:text><span class="tag"><xsl:apply-templates select="." mode="word"/></span></xsl:template>
<xsl:template match="@flag" mode="word"><xsl:value-of select="."/></xsl:template>
<xsl:template match="@flag[. = 'N']" mode="word">In range</xsl:template>
<xsl:template match="@flag[. = 'L']" mode="word">Low</xsl:template>
<xsl:template match="@flag[. = 'H']" mode="word">High</xsl:template>
<xsl:template match="@flag[. = 'LL']" mode="word">Very low</xsl:template>
<xsl:template match="@flag[. = 'HH']" mode="word">Very high</xsl:template>
<xsl:template match="@flag[. = 'A']" mode="word">Not usual</xsl:template>
<xsl:template match="@flag[. = 'AA']" mode="word">Not usual at all</xsl:template>

<!-- As the laboratory marked it: nothing is worked out. -->
<xsl:template name="flags">
  <xsl:param name="name"/>
  <xsl:param name="label"/>
  <div class="field"><label for="{$name}"><xsl:copy-of select="$label"/></label>
    <select id="{$name}" name="{$name}"><option value="">Not marked</option>
      <xsl:call-template name="flag"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value">N</xsl:with-param><xsl:with-param name="words">In range</xsl:with-param></xsl:call-template>
      <xsl:call-template name="flag"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value">L</xsl:with-param><xsl:with-param name="words">Low</xsl:with-param></xsl:call-template>
      <xsl:call-template name="flag"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value">H</xsl:with-param><xsl:with-param name="words">High</xsl:with-param></xsl:call-template>
      <xsl:call-template name="flag"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value">LL</xsl:with-param><xsl:with-param name="words">Very low</xsl:with-param></xsl:call-template>
      <xsl:call-template name="flag"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value">HH</xsl:with-param><xsl:with-param name="words">Very high</xsl:with-param></xsl:call-template>
      <xsl:call-template name="flag"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value">A</xsl:with-param><xsl:with-param name="words">Not usual</xsl:with-param></xsl:call-template>
      <xsl:call-template name="flag"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value">AA</xsl:with-param><xsl:with-param name="words">Not usual at all</xsl:with-param></xsl:call-template>
    </select></div>
</xsl:template>

<xsl:template name="flag">
  <xsl:param name="name"/>
  <xsl:param name="value"/>
  <xsl:param name="words"/>
  <option value="{$value}"><xsl:if test="/page/form/field[@name = $name] = $value"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if><xsl:value-of select="$words"/></option>
</xsl:template>
</xsl:stylesheet>
