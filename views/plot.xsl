<!--
  Values over time as pictures, and as a table.

  Expects: trend (lib/chart/trend.h), plot (lib/chart/plot.h), and the record
  whose observations they name. views/values.xsl says the values.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:key name="observation" match="observation" use="@id"/>

<!-- label, desc: what a screen reader says of the picture. -->
<xsl:template match="plot">
  <xsl:param name="label"/>
  <xsl:param name="desc"/>
  <xsl:variable name="id" select="generate-id()"/>
  <figure class="plot">
    <svg class="trend" role="group" aria-labelledby="{$id}-t" aria-describedby="{$id}-d">
      <title id="{$id}-t"><xsl:copy-of select="$label"/></title>
      <desc id="{$id}-d"><xsl:copy-of select="$desc"/></desc>
      <g aria-hidden="true">
        <xsl:apply-templates select="tick"/>
        <svg viewBox="0 0 1000 {@height}" preserveAspectRatio="none" width="100%" height="{@height}"><xsl:apply-templates select="shape[@class = 'band']"/><xsl:apply-templates select="shape[@class != 'band']"/></svg>
        <line class="base" y1="{@height}" x2="100%" y2="{@height}"/>
        <xsl:apply-templates select="mark | edge"/>
      </g>
      <xsl:apply-templates select="point" mode="link"/>
      <g aria-hidden="true"><xsl:apply-templates select="point[@label]" mode="words"/></g>
    </svg>
  </figure>
</xsl:template>

<xsl:template match="tick">
  <line class="grid" y1="{@y}" x2="100%" y2="{@y}"/><text class="axis" x="-8" y="{@y}" dy=".35em" text-anchor="end"><xsl:value-of select="@says"/></text>
</xsl:template>

<xsl:template match="shape"><path class="{@class}" d="{@d}" vector-effect="non-scaling-stroke"/></xsl:template>

<!-- On a phone there is room for every other word. -->
<xsl:template match="mark">
  <line class="base" x1="{@x}%" x2="{@x}%" y1="{../@height}" y2="{../@height + 6}"/>
  <text class="axis" x="{@x}%" y="{../@height + 24}"><xsl:if test="position() mod 2 = 0 and string-length(@says) &gt; 4"><xsl:attribute name="class">axis extra</xsl:attribute></xsl:if><xsl:call-template name="anchor"/><xsl:value-of select="@says"/></text>
</xsl:template>

<xsl:template match="edge"><text class="axis" x="100%" dx="6" y="{@y}" dy=".35em"><xsl:value-of select="@says"/></text></xsl:template>

<!-- Words at an edge stay inside. -->
<xsl:template name="anchor">
  <xsl:attribute name="text-anchor"><xsl:choose>
    <xsl:when test="@x &gt; 90">end</xsl:when><xsl:when test="@x &lt; 10">start</xsl:when><xsl:otherwise>middle</xsl:otherwise></xsl:choose></xsl:attribute>
</xsl:template>

<!-- A value leads to the report it stands in. -->
<xsl:template match="point" mode="link">
  <xsl:variable name="report" select="key('observation', @observation)/ancestor::report"/>
  <xsl:choose>
    <xsl:when test="$report">
      <xsl:variable name="says"><xsl:apply-templates select="key('observation', @observation)" mode="point"/></xsl:variable>
      <a href="/health/{/page/patient/@id}/results/{$report/@id}" aria-label="{$says}"><circle class="hit" cx="{@x}%" cy="{@y}" r="14"/><xsl:apply-templates select="." mode="sign"/></a>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="sign"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="point" mode="sign"><circle class="in" cx="{@x}%" cy="{@y}" r="7"/></xsl:template>
<xsl:template match="point[@kind = 'off']" mode="sign"><svg x="{@x}%" y="{@y}" overflow="visible"><path class="off" d="M0-8 8 0 0 8-8 0Z"/></svg></xsl:template>
<xsl:template match="point[@kind = 'below']" mode="sign"><svg x="{@x}%" y="{@y}" overflow="visible"><path class="open" d="M-8 0H8L0 11Z"/></svg></xsl:template>
<xsl:template match="point[@kind = 'above']" mode="sign"><svg x="{@x}%" y="{@y}" overflow="visible"><path class="open" d="M-8 0H8L0-11Z"/></svg></xsl:template>

<xsl:template match="point" mode="words">
  <xsl:variable name="of" select="key('observation', @observation)"/>
  <xsl:variable name="off" select="$of/@flag and $of/@flag != 'N'"/>
  <text class="val over" x="{@x}%" y="{@y - 16 - 18 * $off}"><xsl:call-template name="anchor"/><xsl:apply-templates select="$of/@comparator" mode="sign"/><xsl:apply-templates select="." mode="number"/></text>
  <xsl:if test="$off"><text class="over" x="{@x}%" y="{@y - 16}"><xsl:call-template name="anchor"/><xsl:apply-templates select="$of/@flag" mode="word"/></text></xsl:if>
</xsl:template>

<xsl:template match="point" mode="number"><xsl:apply-templates select="key('observation', @observation)/@value" mode="number"/></xsl:template>
<xsl:template match="point[@says]" mode="number"><xsl:value-of select="@says"/></xsl:template>

<xsl:template match="@comparator" mode="sign"><xsl:value-of select="."/></xsl:template>
<xsl:template match="@comparator[. = '&lt;=']" mode="sign">≤</xsl:template>
<xsl:template match="@comparator[. = '&gt;=']" mode="sign">≥</xsl:template>

<!-- A part says when its whole was taken; if nobody knows, when it was reported. -->
<xsl:template match="observation" mode="day-said">
  <xsl:variable name="taken" select="ancestor-or-self::observation/@taken_when | ancestor::report/@taken_when"/>
  <xsl:apply-templates select="($taken | (ancestor-or-self::observation/@issued_when | ancestor::report/@issued_when)[not($taken)])[last()]" mode="date"/>
</xsl:template>

<xsl:template match="observation" mode="point">
  <xsl:apply-templates select="." mode="day-said"/>: <xsl:apply-templates select="." mode="value"/>
  <xsl:if test="@flag">, <xsl:apply-templates select="@flag" mode="word"/></xsl:if>
</xsl:template>

<!-- One picture for each unit, with what must be said of it. -->
<xsl:template match="trend" mode="pictures">
  <xsl:param name="label"/>
  <xsl:if test="series[2]"><div class="note info slim"><xsl:call-template name="icon-info"/><div><p><b>Measured in different units.</b> These can’t be compared, so each unit has a picture of its own.</p></div></div></xsl:if>
  <xsl:for-each select="series">
    <xsl:variable name="points" select="plot/point"/>
    <xsl:apply-templates select="plot">
      <xsl:with-param name="label"><xsl:copy-of select="$label"/> over time, <xsl:apply-templates select="@unit" mode="unit"/></xsl:with-param>
      <xsl:with-param name="desc"><xsl:for-each select="$points[position() &lt;= 12]"><xsl:if test="position() &gt; 1">; </xsl:if><xsl:apply-templates select="key('observation', @observation)" mode="point"/></xsl:for-each><xsl:if test="$points[13]">; and older ones, in the table</xsl:if>.</xsl:with-param>
    </xsl:apply-templates>
    <p class="small soft"><xsl:apply-templates select="@unit" mode="in-words"/>.
      <xsl:if test="plot/shape[@class = 'band']"> The shaded band is the usual range that the lab gave<xsl:if test="count(plot/shape[@class = 'band']) &gt; 1">; it changed over time</xsl:if>.</xsl:if>
      <xsl:if test="plot/point[@kind = 'below' or @kind = 'above']"> A triangle is a value that was only found to be less, or more, than a number; no line leads to it.</xsl:if></p>
  </xsl:for-each>
</xsl:template>

<xsl:template match="@unit" mode="in-words">In <xsl:apply-templates select="." mode="unit"/></xsl:template>
<xsl:template match="@unit[. = 'lb' or . = '[lb_av]']" mode="in-words">In pounds</xsl:template>
<xsl:template match="@unit[. = 'in' or . = '[in_i]']" mode="in-words">In inches</xsl:template>
<xsl:template match="@unit[. = '%']" mode="in-words">In percent</xsl:template>
<xsl:template match="@unit[. = '/min' or . = '{Beats}/min' or . = '{beats}/min' or . = '{breaths}/min']" mode="in-words">How many in one minute</xsl:template>
<xsl:template match="@unit[. = '' or . = '1']" mode="in-words">In numbers without a unit</xsl:template>

<xsl:template match="trend" mode="table">
  <xsl:param name="caption"/>
  <table class="cards" role="table"><caption class="vh"><xsl:copy-of select="$caption"/>, newest first</caption>
    <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Date</th><th role="columnheader" scope="col">Result</th><xsl:if test="value[key('observation', @observation)[@low or @high or @range_text]]"><th role="columnheader" scope="col">Usual range</th></xsl:if></tr></thead>
    <tbody role="rowgroup"><xsl:apply-templates select="value"/></tbody></table>
  <xsl:if test="@count &gt; count(value)"><p class="soft">These are the newest <xsl:value-of select="count(value)"/> of <xsl:value-of select="@count"/>. Older ones are in the record that you can download under Health Records.</p></xsl:if>
</xsl:template>

<xsl:template match="trend/value">
  <xsl:variable name="of" select="key('observation', @observation)"/>
  <xsl:variable name="report" select="$of/ancestor::report"/>
  <tr role="row"><th role="rowheader" scope="row">
      <xsl:choose>
        <xsl:when test="$report"><a href="/health/{/page/patient/@id}/results/{$report/@id}"><xsl:apply-templates select="$of" mode="day-said"/></a></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="$of" mode="day-said"/></xsl:otherwise>
      </xsl:choose></th>
    <td role="cell" class="nums" data-label="Result"><span><xsl:apply-templates select="$of" mode="value"/><xsl:apply-templates select="$of/@flag" mode="tag"/><xsl:apply-templates select="$of" mode="state"/></span></td>
    <xsl:if test="../value[key('observation', @observation)[@low or @high or @range_text]]"><td role="cell" class="nums" data-label="Usual range"><xsl:apply-templates select="$of" mode="range"/></td></xsl:if></tr>
</xsl:template>
</xsl:stylesheet>
