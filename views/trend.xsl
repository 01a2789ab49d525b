<!--
  One kind of value over time: a sentence, a chart, and the numbers as a table.
  The chart is SVG in percent across and pixels down: its text keeps its size.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- points: observations, newest first. range: @low, @high, or none. -->
<xsl:template name="trend">
  <xsl:param name="id"/>
  <xsl:param name="points"/>
  <xsl:param name="range" select="/.."/>
  <xsl:variable name="shown" select="$points[@taken_day and number(@value) = number(@value)][position() &lt;= 12]"/>
  <xsl:if test="$shown[2]">
    <p>From <xsl:apply-templates select="$shown[last()]" mode="value"/> on <xsl:apply-templates select="$shown[last()]" mode="day-said"/> to <b><xsl:apply-templates select="$shown[1]" mode="value"/></b> on <xsl:apply-templates select="$shown[1]" mode="day-said"/>.</p>
    <figure>
      <xsl:call-template name="trend-chart">
        <xsl:with-param name="id" select="$id"/>
        <xsl:with-param name="shown" select="$shown"/>
        <xsl:with-param name="range" select="$range"/>
      </xsl:call-template>
      <xsl:if test="$range"><figcaption class="small soft">The band with the dashed edge is the usual range: <xsl:apply-templates select="$range[1]/.." mode="range"/></figcaption></xsl:if>
    </figure>
    <details class="more"><summary><span class="hidden">Show these numbers as a table</span><span class="shown">Hide the table</span></summary>
      <table><caption class="vh">The same numbers, newest first</caption>
        <thead><tr><th scope="col">Date</th><th scope="col">Result</th></tr></thead>
        <tbody><xsl:apply-templates select="$points" mode="trend-row"/></tbody></table></details>
  </xsl:if>
</xsl:template>

<xsl:template match="*" mode="trend-row">
  <tr><th scope="row"><xsl:apply-templates select="." mode="day-said"/></th>
    <td class="nums"><xsl:apply-templates select="." mode="value"/><xsl:apply-templates select="@flag" mode="tag"/></td></tr>
</xsl:template>

<xsl:template match="*" mode="day-said"><xsl:apply-templates select="(@taken_when | @taken_day)[1]" mode="date"/></xsl:template>

<!-- Days since year 0, near enough to place a point. -->
<xsl:template match="*" mode="day"><xsl:value-of select="substring(@taken_day, 1, 4) * 365.25 + (substring(@taken_day, 6, 2) - 1) * 30.44 + substring(@taken_day, 9, 2)"/></xsl:template>

<xsl:template name="trend-chart">
  <xsl:param name="id"/>
  <xsl:param name="shown"/>
  <xsl:param name="range"/>
  <xsl:variable name="min"><xsl:for-each select="$shown/@value | $range"><xsl:sort select="." data-type="number"/><xsl:if test="position() = 1"><xsl:value-of select="."/></xsl:if></xsl:for-each></xsl:variable>
  <xsl:variable name="max"><xsl:for-each select="$shown/@value | $range"><xsl:sort select="." data-type="number"/><xsl:if test="position() = last()"><xsl:value-of select="."/></xsl:if></xsl:for-each></xsl:variable>
  <xsl:variable name="from"><xsl:apply-templates select="$shown[last()]" mode="day"/></xsl:variable>
  <xsl:variable name="to"><xsl:apply-templates select="$shown[1]" mode="day"/></xsl:variable>
  <svg class="trend" role="img" aria-labelledby="{$id}-t {$id}-d">
    <title id="{$id}-t">How this changed over time</title>
    <desc id="{$id}-d"><xsl:apply-templates select="$shown" mode="trend-desc"/></desc>
    <xsl:if test="$range">
      <xsl:call-template name="trend-band">
        <xsl:with-param name="range" select="$range"/>
        <xsl:with-param name="min" select="$min"/>
        <xsl:with-param name="down" select="150 div ($max - $min + ($max = $min))"/>
      </xsl:call-template>
    </xsl:if>
    <line class="base" y1="250" x2="100%" y2="250"/>
    <xsl:call-template name="trend-marks">
      <xsl:with-param name="shown" select="$shown"/>
      <xsl:with-param name="range" select="$range"/>
      <xsl:with-param name="min" select="$min - 0.5 * ($max = $min)"/>
      <xsl:with-param name="down" select="150 div ($max - $min + ($max = $min))"/>
      <xsl:with-param name="from" select="$from"/>
      <xsl:with-param name="across" select="80 div ($to - $from + ($to = $from))"/>
    </xsl:call-template>
  </svg>
</xsl:template>

<xsl:template match="*" mode="trend-desc">
  <xsl:value-of select="(@taken_when-says | @taken_day-says)[1]"/>: <xsl:value-of select="@value"/><xsl:text> </xsl:text><xsl:apply-templates select="@unit" mode="unit"/>
  <xsl:if test="@flag"><xsl:text> </xsl:text><xsl:apply-templates select="@flag" mode="word"/></xsl:if>
  <xsl:if test="position() != last()">; </xsl:if>
</xsl:template>

<!-- The usual range, with a dashed edge; its words stand below the chart. -->
<xsl:template name="trend-band">
  <xsl:param name="range"/>
  <xsl:param name="min"/>
  <xsl:param name="down"/>
  <xsl:variable name="low" select="$range[name() = 'low']"/>
  <xsl:variable name="high" select="$range[name() = 'high']"/>
  <xsl:variable name="top"><xsl:choose><xsl:when test="$high"><xsl:value-of select="235 - ($high - $min) * $down"/></xsl:when><xsl:otherwise>40</xsl:otherwise></xsl:choose></xsl:variable>
  <xsl:variable name="end"><xsl:choose><xsl:when test="$low"><xsl:value-of select="235 - ($low - $min) * $down"/></xsl:when><xsl:otherwise>250</xsl:otherwise></xsl:choose></xsl:variable>
  <rect class="band" y="{$top}" width="100%" height="{$end - $top}"/>
  <xsl:if test="$high"><line class="rule" y1="{$top}" x2="100%" y2="{$top}"/></xsl:if>
  <xsl:if test="$low"><line class="rule" y1="{$end}" x2="100%" y2="{$end}"/></xsl:if>
</xsl:template>

<!-- From the newest back: a line to the one before, a mark, and words where they have room. -->
<xsl:template name="trend-marks">
  <xsl:param name="shown"/>
  <xsl:param name="range"/>
  <xsl:param name="min"/>
  <xsl:param name="down"/>
  <xsl:param name="from"/>
  <xsl:param name="across"/>
  <xsl:param name="i" select="1"/>
  <xsl:param name="edge" select="200"/>
  <xsl:variable name="this" select="$shown[$i]"/>
  <xsl:variable name="older" select="$shown[$i + 1]"/>
  <xsl:variable name="day"><xsl:apply-templates select="$this" mode="day"/></xsl:variable>
  <xsl:variable name="x" select="round(90 + 10 * ($day - $from) * $across) div 10"/>
  <xsl:variable name="y" select="round(235 - ($this/@value - $min) * $down)"/>
  <xsl:variable name="roomy" select="$x &lt;= $edge - 19"/>
  <xsl:if test="$older">
    <xsl:variable name="day2"><xsl:apply-templates select="$older" mode="day"/></xsl:variable>
    <line class="path" x1="{$x}%" y1="{$y}" x2="{round(90 + 10 * ($day2 - $from) * $across) div 10}%" y2="{round(235 - ($older/@value - $min) * $down)}"/>
    <xsl:call-template name="trend-marks">
      <xsl:with-param name="shown" select="$shown"/>
      <xsl:with-param name="range" select="$range"/>
      <xsl:with-param name="min" select="$min"/>
      <xsl:with-param name="down" select="$down"/>
      <xsl:with-param name="from" select="$from"/>
      <xsl:with-param name="across" select="$across"/>
      <xsl:with-param name="i" select="$i + 1"/>
      <xsl:with-param name="edge" select="$x * $roomy + $edge * not($roomy)"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:call-template name="trend-mark">
    <xsl:with-param name="point" select="$this"/>
    <xsl:with-param name="range" select="$range"/>
    <xsl:with-param name="x" select="$x"/>
    <xsl:with-param name="y" select="$y"/>
    <xsl:with-param name="words" select="$roomy"/>
    <xsl:with-param name="short" select="$across &gt; 0.8"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="trend-mark">
  <xsl:param name="point"/>
  <xsl:param name="range"/>
  <xsl:param name="x"/>
  <xsl:param name="y"/>
  <xsl:param name="words"/>
  <xsl:param name="short"/>
  <xsl:choose>
    <xsl:when test="($point/@flag and $point/@flag != 'N') or $point/@value &gt; $range[name() = 'high'] or $point/@value &lt; $range[name() = 'low']">
      <svg x="{$x}%" y="{$y}" overflow="visible"><path class="off" d="M0-8 8 0 0 8-8 0Z"/></svg></xsl:when>
    <xsl:otherwise><circle class="in" cx="{$x}%" cy="{$y}" r="7"/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="$words">
    <xsl:variable name="flagged" select="$point/@flag and $point/@flag != 'N'"/>
    <text class="val" x="{$x}%" y="{$y - 16 - 18 * $flagged}" text-anchor="middle"><xsl:apply-templates select="$point/@value" mode="number"/></text>
    <xsl:if test="$flagged"><text x="{$x}%" y="{$y - 16}" text-anchor="middle"><xsl:apply-templates select="$point/@flag" mode="word"/></text></xsl:if>
    <text class="axis" x="{$x}%" y="272" text-anchor="middle"><xsl:value-of select="substring('JanFebMarAprMayJunJulAugSepOctNovDec', substring($point/@taken_day, 6, 2) * 3 - 2, 3)"/><xsl:if test="$short"><xsl:text> </xsl:text><xsl:value-of select="number(substring($point/@taken_day, 9, 2))"/></xsl:if></text>
    <text class="axis" x="{$x}%" y="292" text-anchor="middle"><xsl:value-of select="substring($point/@taken_day, 1, 4)"/></text>
  </xsl:if>
</xsl:template>
</xsl:stylesheet>
