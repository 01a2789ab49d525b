<!--
  GET /health/:patient/results/:id

  Expects: page @report = its id; record with all reports, newest first; their
  observation and observation_past, provider, organization; trend @of for
  each observation of the report (plot.xsl).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="plot.xsl"/>
<xsl:include href="result-table.xsl"/>

<xsl:key name="panel" match="record/report" use="concat(@code, '|', @display[not(../@code)])"/>

<xsl:template match="page" mode="title">My health: Result</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'results'"/></xsl:call-template>
  <xsl:apply-templates select="record/report[@id = /page/@report]"/>
</xsl:template>

<xsl:template match="report">
  <article class="stack" aria-labelledby="report">
    <div class="head"><p class="no-print"><a class="go" href="/health/{/page/patient/@id}/results">All results</a></p>
      <h2 id="report"><xsl:apply-templates select="@display" mode="plain"/></h2>
      <p class="soft">
        <xsl:choose>
          <xsl:when test="@taken_when">Done <xsl:apply-templates select="@taken_when" mode="date"/></xsl:when>
          <xsl:when test="@issued_when">Sent to us <xsl:apply-templates select="@issued_when" mode="date"/></xsl:when>
        </xsl:choose>
        <xsl:if test="@organization_id"> · <xsl:apply-templates select="@organization_id" mode="name"/></xsl:if>
        <xsl:if test="@provider_id"> · Ordered by <xsl:apply-templates select="@provider_id" mode="name"/></xsl:if></p></div>
    <xsl:apply-templates select="@status" mode="note"/>
    <xsl:apply-templates select="@comment[string(.)]"/>
    <xsl:apply-templates select="@narrative[string(.)]"/>
    <xsl:if test="observation"><xsl:apply-templates select="." mode="table"/></xsl:if>
    <xsl:if test="not(observation or string(@narrative))"><p class="soft">There are no values in this report yet. Look again later, or call us.</p></xsl:if>
    <xsl:if test="observation and key('panel', concat(@code, '|', @display[not(../@code)]))[2]"><p class="no-print"><a class="go" href="/health/{/page/patient/@id}/results/{@id}/compare">Compare with earlier results</a></p></xsl:if>
    <xsl:if test="/page/trend[@count &gt; 1 and series]">
      <section class="sheet flush" aria-labelledby="trends">
        <div class="cap"><h3 id="trends">Over time</h3></div>
        <ul class="rows"><xsl:apply-templates select="/page/trend[@count &gt; 1 and series]"/></ul>
      </section>
    </xsl:if>
    <xsl:apply-templates select="." mode="facts"/>
    <p class="no-print">Questions about this result? Call us at <xsl:apply-templates select="/page/practice/@phone" mode="tel"/>.</p>
    <p class="actions no-print"><button class="btn quiet" type="button" hidden="" data-print="yes"><xsl:call-template name="icon-print"/>Print</button></p>
  </article>
</xsl:template>

<!-- The person's words come before the numbers. -->
<xsl:template match="@comment">
  <xsl:variable name="who" select="key('provider', ../@provider_id)[not(current()/../@comment_by) or @name = current()/../@comment_by]"/>
  <div class="note voice">
    <xsl:if test="$who"><span class="disc" aria-hidden="true"><xsl:value-of select="concat(substring($who/@given, 1, 1), substring($who/@family, 1, 1))"/></span></xsl:if>
    <div><p><b>What <xsl:choose><xsl:when test="../@comment_by"><xsl:value-of select="../@comment_by"/></xsl:when><xsl:when test="$who"><xsl:value-of select="$who/@name"/></xsl:when><xsl:otherwise>your care team</xsl:otherwise></xsl:choose> says</b></p>
      <p class="lines"><xsl:value-of select="."/></p></div></div>
</xsl:template>

<xsl:template match="@narrative">
  <section class="sheet stack" aria-labelledby="words"><h3 id="words">The report in words</h3>
    <p class="lines"><xsl:value-of select="."/></p></section>
</xsl:template>

<xsl:template match="@status" mode="note"/>
<xsl:template match="@status[. = 'preliminary' or . = 'partial']" mode="note">
  <div class="note info slim"><xsl:call-template name="icon-clock"/><div><p><b>Not final yet.</b> More results may come, and these may still change.</p></div></div>
</xsl:template>
<xsl:template match="@status[. = 'registered']" mode="note">
  <div class="note info slim"><xsl:call-template name="icon-clock"/><div><p><b>The lab has it.</b> The result is not in yet.</p></div></div>
</xsl:template>
<xsl:template match="@status[. = 'corrected' or . = 'amended']" mode="note">
  <div class="note info slim"><xsl:call-template name="icon-note"/><div><p><b>Corrected.</b> The lab changed this report. The old value stands beside the new one.</p></div></div>
</xsl:template>
<xsl:template match="@status[. = 'cancelled']" mode="note">
  <div class="note info slim"><xsl:call-template name="icon-info"/><div><p><b>Cancelled.</b> This test was not done.</p></div></div>
</xsl:template>

<!-- Whose, what from, and who did it: what a laboratory must tell. -->
<xsl:template match="report" mode="facts">
  <xsl:variable name="lab" select="key('organization', (@organization_id | observation/@organization_id)[1])"/>
  <section class="sheet stack" aria-labelledby="facts"><h3 id="facts">About this test</h3>
    <dl class="facts">
      <div><dt>Patient</dt><dd><xsl:value-of select="/page/patient/@name"/>
        <xsl:if test="/page/patient/@mrn"><br/><span class="soft small nums">Record number <xsl:value-of select="/page/patient/@mrn"/></span></xsl:if></dd></div>
      <xsl:if test="@specimen or observation/@specimen"><div><dt>Sample</dt><dd><xsl:apply-templates select="(@specimen | observation/@specimen)[1]" mode="plain"/></dd></div></xsl:if>
      <xsl:if test="@taken_when"><div><dt>Taken</dt><dd><xsl:apply-templates select="@taken_when" mode="date"/></dd></div></xsl:if>
      <xsl:if test="@issued_when"><div><dt>Reported</dt><dd><xsl:apply-templates select="@issued_when" mode="date"/></dd></div></xsl:if>
      <xsl:if test="@provider_id"><div><dt>Ordered by</dt><dd><xsl:apply-templates select="@provider_id" mode="name"/></dd></div></xsl:if>
      <xsl:if test="$lab"><div><dt>Done by</dt><dd><xsl:value-of select="$lab/@name"/>
        <xsl:if test="$lab/@line"><br/><span class="soft small"><xsl:value-of select="$lab/@line"/>, <xsl:value-of select="$lab/@city"/>, <xsl:value-of select="$lab/@state"/><xsl:text> </xsl:text><xsl:value-of select="$lab/@postal_code"/></span></xsl:if></dd></div></xsl:if>
    </dl></section>
</xsl:template>

<!-- All values of one test; open where the lab flagged the one at hand. -->
<xsl:template match="trend">
  <xsl:variable name="of" select="key('observation', @of)"/>
  <li><details class="more">
    <xsl:if test="$of/@flag and $of/@flag != 'N'"><xsl:attribute name="open"></xsl:attribute></xsl:if>
    <summary><xsl:apply-templates select="$of/@display" mode="plain"/>: <xsl:value-of select="@count"/> results</summary>
    <div class="stack">
      <p class="print-only"><b><xsl:apply-templates select="$of/@display" mode="plain"/></b></p>
      <xsl:apply-templates select="." mode="pictures"><xsl:with-param name="label"><xsl:apply-templates select="$of/@display" mode="plain"/></xsl:with-param></xsl:apply-templates>
      <xsl:if test="@count &gt; count(value)"><p class="small soft">The newest <xsl:value-of select="count(value)"/> of <xsl:value-of select="@count"/>.</p></xsl:if>
      <p class="no-print"><a class="go" href="/health/{/page/patient/@id}/trends/{@of}">See <xsl:apply-templates select="$of/@display" mode="plain"/> over time, with a table</a></p>
    </div></details></li>
</xsl:template>
</xsl:stylesheet>
