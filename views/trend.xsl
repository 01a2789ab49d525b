<!--
  GET /health/:patient/trends/:id: one test over time

  Expects: trend (plot.xsl); the record.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="plot.xsl"/>

<xsl:template match="page" mode="title">My health: Over time</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'results'"/></xsl:call-template>
  <xsl:apply-templates select="trend"/>
</xsl:template>

<xsl:template match="trend">
  <xsl:variable name="newest" select="key('observation', @observation)"/>
  <article class="stack" aria-labelledby="test">
    <div class="head"><p class="no-print"><a class="go" href="/health/{/page/patient/@id}/results">All results</a></p>
      <h2 id="test"><xsl:apply-templates select="$newest/@display" mode="plain"/> over time</h2>
      <xsl:apply-templates select="$newest" mode="meaning"/></div>
    <section class="sheet stack">
      <xsl:apply-templates select="." mode="sentence"/>
      <xsl:apply-templates select="." mode="pictures"><xsl:with-param name="label"><xsl:apply-templates select="$newest/@display" mode="plain"/></xsl:with-param></xsl:apply-templates>
    </section>
    <section class="sheet stack" aria-labelledby="numbers"><h3 id="numbers">These numbers as a table</h3>
      <xsl:apply-templates select="." mode="table"><xsl:with-param name="caption"><xsl:apply-templates select="$newest/@display" mode="plain"/></xsl:with-param></xsl:apply-templates>
    </section>
    <p class="actions no-print"><button class="btn quiet" type="button" hidden="" data-print="yes"><xsl:call-template name="icon-print"/>Print</button></p>
  </article>
</xsl:template>

<!-- What the picture shows, in one sentence; what it can't show, in another. -->
<xsl:template match="trend" mode="sentence">
  <xsl:variable name="points" select="series[1]/plot/point"/>
  <xsl:variable name="drawn" select="count(series/plot/point)"/>
  <xsl:choose>
    <xsl:when test="$points[2]"><p>From <xsl:apply-templates select="key('observation', $points[last()]/@observation)" mode="value"/> on <xsl:apply-templates select="key('observation', $points[last()]/@observation)" mode="day-said"/> to <b><xsl:apply-templates select="key('observation', $points[1]/@observation)" mode="value"/></b> on <xsl:apply-templates select="key('observation', $points[1]/@observation)" mode="day-said"/>.</p></xsl:when>
    <xsl:when test="$points"><p>There is one result so far. When there are more, you will see here how it changes.</p></xsl:when>
    <xsl:otherwise><p>These results are words, not numbers, so there is no picture. They stand in the table.</p></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="$points and $drawn &lt; count(value)"><p>Not in the picture, as <xsl:choose><xsl:when test="count(value) - $drawn = 1">it has no number or no date: 1 result</xsl:when><xsl:otherwise>they have no number or no date: <xsl:value-of select="count(value) - $drawn"/> results</xsl:otherwise></xsl:choose>. The table has all.</p></xsl:if>
</xsl:template>
</xsl:stylesheet>
