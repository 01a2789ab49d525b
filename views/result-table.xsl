<!-- The table of a report: test, result, usual range. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="report" mode="table">
  <div class="sheet flush">
    <table class="cards panel" role="table">
      <caption class="vh"><xsl:apply-templates select="@display" mode="plain"/></caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Test</th><th role="columnheader" scope="col">Result</th><th role="columnheader" scope="col">Usual range</th></tr></thead>
      <tbody role="rowgroup"><xsl:apply-templates select="observation" mode="table"/></tbody>
    </table>
  </div>
  <xsl:if test="observation[@low or @high]">
    <p class="soft small">“Usual” is the range that the lab gives for most people. A result a little outside it is common and often means nothing bad.</p>
  </xsl:if>
</xsl:template>

<xsl:template match="observation" mode="table">
  <tr role="row">
    <th role="rowheader" scope="row"><xsl:apply-templates select="@display" mode="plain"/><xsl:apply-templates select="." mode="meaning"/></th>
    <td role="cell">
      <xsl:apply-templates select="." mode="big"/><xsl:apply-templates select="@flag" mode="tag"/>
      <xsl:apply-templates select="." mode="state"/>
      <xsl:apply-templates select="observation_past"/>
      <xsl:if test="@note"><p class="small lines"><xsl:value-of select="@note"/></p></xsl:if>
    </td>
    <td role="cell" class="nums"><xsl:apply-templates select="." mode="usual"/></td>
  </tr>
</xsl:template>

<!-- Numbers are large and stay on one line, words run on. -->
<xsl:template match="observation" mode="big"><span><xsl:apply-templates select="." mode="value"/></span></xsl:template>
<xsl:template match="observation[@value_kind = 'quantity']" mode="big"><span class="value nums"><xsl:apply-templates select="." mode="value"/></span></xsl:template>

<xsl:template match="observation_past">
  <p class="small soft">Was <del><xsl:apply-templates select="." mode="value"/>
      <xsl:if test="@flag">, <xsl:apply-templates select="@flag" mode="word"/></xsl:if></del>.
    <xsl:if test="@replaced_when"> The lab fixed it on <xsl:apply-templates select="@replaced_when" mode="date"/></xsl:if></p>
</xsl:template>

<xsl:template match="observation" mode="usual">
  <xsl:choose>
    <xsl:when test="@low or @high or @range_text">
      <span class="small">Usual: <xsl:apply-templates select="." mode="range"/></span>
      <xsl:if test="@value_kind = 'quantity' and (number(@low) = number(@low) or number(@high) = number(@high))"><xsl:apply-templates select="." mode="bar"/></xsl:if>
    </xsl:when>
    <xsl:otherwise><span class="soft small">The lab gives none</span></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!--
  How far out it is. The usual range takes the middle half of the bar; where
  the lab gives only one end, the other end is zero, or twice the low.
-->
<xsl:template match="observation" mode="bar">
  <xsl:variable name="has-low" select="number(@low) = number(@low)"/>
  <xsl:variable name="has-high" select="number(@high) = number(@high)"/>
  <xsl:variable name="at">
    <xsl:choose>
      <xsl:when test="$has-low and $has-high"><xsl:value-of select="25.2 + 49.5 * (@value - @low) div (@high - @low + (@high = @low))"/></xsl:when>
      <xsl:when test="$has-high"><xsl:value-of select="74.7 * @value div (@high + (@high = 0))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="25.2 + 49.5 * (@value - @low) div (@low + (@low = 0))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="x" select="round(10 * ($at * ($at &gt; 3 and $at &lt; 97) + 3 * ($at &lt;= 3) + 97 * ($at &gt;= 97))) div 10"/>
  <svg class="range" aria-hidden="true">
    <rect class="bar" y="8" width="100%" height="8" rx="4"/>
    <rect class="ok" x="{25.2 * $has-low}%" y="8" width="{49.5 + 25.2 * not($has-low) + 25.3 * not($has-high)}%" height="8" rx="2"/>
    <xsl:choose>
      <xsl:when test="($has-low and @value &lt; @low) or ($has-high and @value &gt; @high)">
        <svg x="{$x}%" y="12" overflow="visible"><path class="here" d="M0-9 9 0 0 9-9 0Z"/></svg></xsl:when>
      <xsl:otherwise><circle class="here" cx="{$x}%" cy="12" r="7"/></xsl:otherwise>
    </xsl:choose>
  </svg>
</xsl:template>
</xsl:stylesheet>
