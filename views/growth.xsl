<!--
  GET /health/:patient/growth: how a child grows

  Expects: page @is_growing for who is young enough; growth
  (lib/chart/growth.h), one a kind; the record.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="plot.xsl"/>

<xsl:template match="page" mode="title">My health: Growth chart</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'history'"/></xsl:call-template>
  <div class="head"><p class="no-print"><a class="go" href="/health/{patient/@id}#vitals">Medical History</a></p>
    <h2>Growth chart</h2>
    <xsl:if test="growth/phase/plot/edge"><p class="soft">The thin lines show how other <xsl:choose><xsl:when test="patient/@sex = 'female'">girls</xsl:when><xsl:otherwise>boys</xsl:otherwise></xsl:choose> grow. The number at the end of a line says how many of 100 are below it. A child who grows well mostly stays near one line, whichever it is.</p></xsl:if></div>
  <xsl:choose>
    <xsl:when test="growth">
      <xsl:apply-templates select="growth"/>
      <p class="soft small"><xsl:if test="growth/phase/plot/edge">Lines: up to 2 years from the World Health Organization (2006), then from the U.S. Centers for Disease Control and Prevention (2000).</xsl:if></p>
      <p class="actions no-print"><button class="btn quiet" type="button" hidden="" data-print="yes"><xsl:call-template name="icon-print"/>Print</button></p>
    </xsl:when>
    <xsl:when test="not(@is_growing)"><p class="sheet stack soft">Growth charts are for people under 20 whose date of birth is on record. <a href="/health/{patient/@id}/measures">See weight and height over time</a></p></xsl:when>
    <xsl:otherwise><p class="sheet stack soft">No weight or height on record. After a visit you will see here how your child grows.</p></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="growth">
  <xsl:variable name="name"><xsl:apply-templates select="@kind" mode="measure"/></xsl:variable>
  <section class="sheet stack" aria-labelledby="{@kind}">
    <h3 id="{@kind}"><xsl:value-of select="$name"/></h3>
    <xsl:apply-templates select="value[1]" mode="sentence"/>
    <xsl:for-each select="phase">
      <xsl:if test="../phase[2]"><h4><xsl:choose><xsl:when test="@name = 'infant'">Birth to 2 years</xsl:when><xsl:otherwise>2 to 20 years</xsl:otherwise></xsl:choose></h4></xsl:if>
      <xsl:apply-templates select="plot">
        <xsl:with-param name="label"><xsl:value-of select="$name"/> by age, <xsl:value-of select="@unit"/></xsl:with-param>
        <xsl:with-param name="desc">All values stand in the table below, with how many of 100 children have less.</xsl:with-param>
      </xsl:apply-templates>
      <p class="small soft"><xsl:apply-templates select="@unit" mode="in-words"/>, by age in <xsl:choose><xsl:when test="@name = 'child'">years</xsl:when><xsl:otherwise>months</xsl:otherwise></xsl:choose>.</p>
    </xsl:for-each>
    <details class="more"><summary><span class="hidden">Show these numbers as a table</span><span class="shown">Hide the table</span></summary>
      <div class="stack"><table class="cards" role="table"><caption class="vh"><xsl:value-of select="$name"/>, newest first</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Date and age</th><th role="columnheader" scope="col"><xsl:value-of select="$name"/></th><th role="columnheader" scope="col">Of 100 children</th></tr></thead>
        <tbody role="rowgroup"><xsl:apply-templates select="value"/></tbody></table></div></details>
  </section>
</xsl:template>

<xsl:template match="growth/value">
  <tr role="row"><th role="rowheader" scope="row"><xsl:apply-templates select="key('observation', @observation)" mode="day-said"/><br/><span class="soft small"><xsl:value-of select="@age-says"/></span></th>
    <td role="cell" class="nums"><xsl:apply-templates select="." mode="both"/></td>
    <td role="cell"><xsl:apply-templates select="." mode="others"/></td></tr>
</xsl:template>

<xsl:template match="growth/value" mode="both"><xsl:value-of select="@imperial"/>&#160;in (<xsl:value-of select="@metric"/>&#160;cm)</xsl:template>
<xsl:template match="growth[@kind = 'weight']/value" mode="both"><xsl:value-of select="@imperial"/>&#160;lb (<xsl:value-of select="@metric"/>&#160;kg)</xsl:template>
<xsl:template match="growth[@kind = 'bmi']/value" mode="both"><xsl:value-of select="@metric"/>&#160;kg/m²</xsl:template>

<!-- "About the middle: 52 of 100 children of this age weigh less." -->
<xsl:template match="growth/value" mode="sentence">
  <p><b><xsl:apply-templates select="." mode="both"/></b> on <xsl:apply-templates select="key('observation', @observation)" mode="day-said"/>.
    <xsl:if test="@percentile"><xsl:text> </xsl:text><xsl:choose>
      <xsl:when test="@percentile &lt; 3">Lower than almost all: </xsl:when><xsl:when test="@percentile &lt; 25">Lower than most: </xsl:when>
      <xsl:when test="@percentile &gt; 97">Higher than almost all: </xsl:when><xsl:when test="@percentile &gt; 75">Higher than most: </xsl:when>
      <xsl:otherwise>About the middle: </xsl:otherwise></xsl:choose><xsl:apply-templates select="." mode="others"/>.</xsl:if></p>
</xsl:template>

<xsl:template match="growth/value" mode="others"><span class="soft">No line for this age</span></xsl:template>
<xsl:template match="growth/value[@percentile]" mode="others">
  <xsl:choose>
    <xsl:when test="@percentile &lt; 1">fewer than 1</xsl:when><xsl:when test="@percentile &gt; 99">more than 99</xsl:when>
    <xsl:otherwise><xsl:value-of select="@percentile"/></xsl:otherwise></xsl:choose> of 100 children of this age <xsl:apply-templates select="../@kind" mode="less"/>
</xsl:template>

<xsl:template match="@kind[. = 'weight']" mode="less">weigh less</xsl:template>
<xsl:template match="@kind[. = 'height']" mode="less">are shorter</xsl:template>
<xsl:template match="@kind[. = 'bmi']" mode="less">have less</xsl:template>
<xsl:template match="@kind[. = 'head']" mode="less">have a smaller head</xsl:template>

<xsl:template match="@kind[. = 'weight']" mode="measure">Weight</xsl:template>
<xsl:template match="@kind[. = 'height']" mode="measure">Height</xsl:template>
<xsl:template match="@kind[. = 'bmi']" mode="measure">Body mass index (BMI)</xsl:template>
<xsl:template match="@kind[. = 'head']" mode="measure">Head, around</xsl:template>
</xsl:stylesheet>
