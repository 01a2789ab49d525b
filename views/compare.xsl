<!--
  GET /health/:patient/results/:id/compare: a report beside earlier ones

  Expects: page @report = its id; the record. Reports with the same code, or
  without one the same name, are compared: tests as rows, dates as columns.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>

<xsl:key name="panel" match="record/report" use="concat(@code, '|', @display[not(../@code)])"/>
<xsl:key name="test" match="record/report/observation" use="concat(../@code, '|', ../@display[not(../@code)], '|', @code, '|', @display[not(../@code)])"/>

<xsl:variable name="shown" select="key('panel', concat(/page/record/report[@id = /page/@report]/@code, '|', /page/record/report[@id = /page/@report]/@display[not(../@code)]))[position() &lt;= 12]"/>

<xsl:template match="page" mode="title">My health: Compare results</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'results'"/></xsl:call-template>
  <xsl:apply-templates select="record/report[@id = /page/@report]"/>
</xsl:template>

<xsl:template match="report">
  <article class="stack" aria-labelledby="panel">
    <div class="head"><p class="no-print"><a class="go" href="/health/{/page/patient/@id}/results/{@id}">Back to the result</a></p>
      <h2 id="panel"><xsl:apply-templates select="@display" mode="plain"/>: compare dates</h2></div>
    <div class="sheet flush aside" tabindex="0" role="region" aria-labelledby="panel">
      <table class="compare">
        <caption class="vh"><xsl:apply-templates select="@display" mode="plain"/>, newest first</caption>
        <thead><tr><th scope="col">Test</th>
          <xsl:for-each select="$shown"><th scope="col"><a href="/health/{/page/patient/@id}/results/{@id}"><xsl:apply-templates select="(@taken_when | @issued_when)[1]" mode="date"/></a><xsl:apply-templates select="@status" mode="state"/></th></xsl:for-each></tr></thead>
        <tbody><xsl:apply-templates select="$shown/observation[generate-id() = generate-id(key('test', concat(../@code, '|', ../@display[not(../@code)], '|', @code, '|', @display[not(../@code)]))[1])]" mode="row"/></tbody>
      </table></div>
    <xsl:if test="count($shown) = 1"><p class="soft">There is no earlier result of this kind yet.</p></xsl:if>
    <xsl:if test="count($shown) = 12"><p class="soft">These are the newest 12. Choose a test to see all its results over time.</p></xsl:if>
  </article>
</xsl:template>

<!-- A test: one cell a date, empty where it was not done. -->
<xsl:template match="observation" mode="row">
  <xsl:variable name="all" select="key('test', concat(../@code, '|', ../@display[not(../@code)], '|', @code, '|', @display[not(../@code)]))"/>
  <tr><th scope="row"><a href="/health/{/page/patient/@id}/trends/{@id}"><xsl:apply-templates select="@display" mode="plain"/></a></th>
    <xsl:for-each select="$shown">
      <td class="nums"><xsl:apply-templates select="$all[generate-id(..) = generate-id(current())][1]" mode="cell"/></td>
    </xsl:for-each></tr>
</xsl:template>

<xsl:template match="observation" mode="cell">
  <xsl:apply-templates select="." mode="value"/><xsl:if test="@flag != 'N'"><xsl:apply-templates select="@flag" mode="tag"/></xsl:if><xsl:apply-templates select="." mode="state"/>
</xsl:template>

<xsl:template match="report/@status" mode="state"/>
<xsl:template match="report/@status[. = 'preliminary' or . = 'partial']" mode="state"><br/><span class="soft small">Not final yet</span></xsl:template>
</xsl:stylesheet>
