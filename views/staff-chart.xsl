<!--
  GET /staff/patients/:id/chart: the summary of a chart

  Expects: person (see staff-person.xsl); record with allergies, problems,
  medications, immunizations, reports, observations, encounters and
  appointments, newest first, what is confidential, too; opened @until_at if
  it is open for a reason; restriction: see staff-limits.xsl; page
  @conversation if one came from there.

  The sections are those of Medical History; they are imported, so that what is
  confidential can be marked here.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:import href="values.xsl"/>
<xsl:import href="result-table.xsl"/>
<xsl:import href="history-now.xsl"/>
<xsl:import href="history-medications.xsl"/>
<xsl:import href="history-vaccinations.xsl"/>
<xsl:import href="history-care.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-limits.xsl"/>

<xsl:template match="page" mode="title">Chart</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:if test="@conversation"><xsl:call-template name="back-to-conversation"/></xsl:if>
  <div class="head"><h1>Chart</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:apply-templates select="opened"/>
  <xsl:call-template name="agreed-limits"/>
  <xsl:apply-templates select="record"/>
  <p class="actions"><a class="btn quiet" href="/staff/documents/{person/@id}"><xsl:call-template name="icon-records"/>Documents and results</a>
    <a class="btn quiet" href="/staff/patients/{person/@id}">Contact and family</a></p>
</xsl:template>

<xsl:template match="opened">
  <div class="note info slim"><xsl:call-template name="icon-clock"/>
    <div><p>Open to you until <time datetime="{@until_at}"><xsl:apply-templates select="@until_at-says" mode="within"/></time>, for the reason you gave.</p></div></div>
</xsl:template>

<xsl:template match="record">
  <xsl:apply-templates select="." mode="allergies"/>
  <xsl:apply-templates select="." mode="problems"/>
  <xsl:apply-templates select="." mode="medications"/>
  <xsl:apply-templates select="." mode="vaccinations"/>
  <xsl:apply-templates select="." mode="results"/>
  <xsl:apply-templates select="self::*[encounter or appointment]" mode="visits"/>
  <xsl:if test="not(encounter or appointment)">
    <section class="sheet stack" aria-labelledby="visits"><h2 id="visits">Visits</h2><p class="soft">No visits on record.</p></section>
  </xsl:if>
</xsl:template>

<xsl:template match="record" mode="results">
  <section class="sheet flush" aria-labelledby="results">
    <div class="cap"><h2 id="results">Last results</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="report[position() &lt;= 10]" mode="result"/>
      <xsl:if test="not(report)"><li><p class="soft">No results on record.</p></li></xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="report" mode="result">
  <li><xsl:call-template name="icon-results"/><div class="body">
      <h3><xsl:apply-templates select="@display" mode="plain"/></h3>
      <p class="soft"><xsl:apply-templates select="(@taken_when | @issued_when)[1]" mode="date"/></p>
      <xsl:if test="@comment"><p class="lines"><xsl:value-of select="@comment"/></p></xsl:if>
      <xsl:if test="observation">
        <details class="more"><summary><span class="hidden">Show values</span><span class="shown">Hide values</span></summary>
          <xsl:apply-templates select="." mode="table"/></details>
      </xsl:if></div></li>
</xsl:template>

<!-- The patient and staff see these, the family does not. -->
<xsl:template match="*[@confidential = 1]/@display" mode="plain" priority="3">
  <xsl:apply-imports/><xsl:call-template name="confidential"/>
</xsl:template>

<xsl:template match="*[@confidential = 1]/@display" mode="bare" priority="3">
  <xsl:apply-imports/><xsl:call-template name="confidential"/>
</xsl:template>

<xsl:template name="confidential"><xsl:text> </xsl:text><span class="tag warn"><xsl:call-template name="icon-lock"/>Confidential</span></xsl:template>

<!-- Whom a patient would ask, staff are. -->
<xsl:template name="tell-us"/>
</xsl:stylesheet>
