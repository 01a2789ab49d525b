<!--
  GET /health/:patient/results

  Expects: record with report (and its observation), observation of the
  laboratory that stand in no report, organization, provider; newest first.
  seen @report_id for each that the account has opened; page @new_since, a
  day: what came before it is not called new. find @q @kind: what was looked
  for, the record holds no more; waiting (waiting.xsl); page @may_decide.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="scene.xsl"/>
<xsl:include href="waiting.xsl"/>

<xsl:key name="seen" match="seen" use="@report_id"/>
<xsl:variable name="new-since" select="number(translate(/page/@new_since, '-', ''))"/>

<xsl:template match="page" mode="title">My health: Results</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'results'"/></xsl:call-template>
  <xsl:apply-templates select="waiting"/>
  <xsl:if test="find/@q or find/@kind or record/report or record/observation[@category = 'laboratory' or @category = 'imaging']"><xsl:apply-templates select="find"/></xsl:if>
  <xsl:apply-templates select="record"/>
  <xsl:if test="@may_decide"><p class="no-print"><a class="go" href="/health/{patient/@id}/results/first">Choose when you want to see results</a></p></xsl:if>
</xsl:template>

<xsl:template match="find">
  <search class="stack no-print">
    <form method="get" action="/health/{../patient/@id}/results" class="line">
      <div class="field"><label for="q">Find a test by name</label>
        <input type="search" id="q" name="q" maxlength="100" autocomplete="off"><xsl:if test="@q"><xsl:attribute name="value"><xsl:value-of select="@q"/></xsl:attribute></xsl:if></input></div>
      <button class="btn quiet" type="submit"><xsl:call-template name="icon-search"/>Find</button>
    </form>
    <nav class="tabs" aria-label="Which results"><ul>
      <xsl:call-template name="kind"><xsl:with-param name="label">All</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="kind">laboratory</xsl:with-param><xsl:with-param name="label">Lab tests</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="kind">imaging</xsl:with-param><xsl:with-param name="label">Imaging</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="kind">other</xsl:with-param><xsl:with-param name="label">Other</xsl:with-param></xsl:call-template>
    </ul></nav>
    <xsl:if test="@q"><p role="status">Results with “<xsl:value-of select="@q"/>” in the name of a test. <a href="/health/{../patient/@id}/results">Show all results</a></p></xsl:if>
  </search>
</xsl:template>

<xsl:template name="kind">
  <xsl:param name="kind"/>
  <xsl:param name="label"/>
  <li><a href="/health/{../patient/@id}/results">
    <xsl:if test="$kind"><xsl:attribute name="href">/health/<xsl:value-of select="../patient/@id"/>/results?kind=<xsl:value-of select="$kind"/></xsl:attribute></xsl:if>
    <xsl:if test="string(@kind) = string($kind) and not(@q)"><xsl:call-template name="here"/></xsl:if>
    <xsl:value-of select="$label"/></a></li>
</xsl:template>

<xsl:template match="record">
  <xsl:variable name="single" select="observation[@category = 'laboratory' or @category = 'imaging']"/>
  <xsl:choose>
    <xsl:when test="report or $single">
      <xsl:if test="report">
        <ul class="sheet flush rows"><xsl:apply-templates select="report[position() &lt;= 50]"/></ul>
      </xsl:if>
      <xsl:if test="report[51]">
        <details class="more"><summary><span class="hidden">Show older results (<xsl:value-of select="count(report) - 50"/>)</span><span class="shown">Hide older results</span></summary>
          <ul class="sheet flush rows"><xsl:apply-templates select="report[position() &gt; 50]"/></ul></details>
      </xsl:if>
      <xsl:if test="$single">
        <section class="sheet flush" aria-labelledby="single">
          <div class="cap"><h2 id="single">Single tests</h2></div>
          <ul class="rows"><xsl:apply-templates select="$single" mode="single"/></ul>
        </section>
      </xsl:if>
      <p class="soft small no-print">Results come here as soon as the lab sends them. So you may see one before your doctor does.</p>
    </xsl:when>
    <xsl:when test="../find/@q or ../find/@kind">
      <div class="sheet stack"><h2>Nothing found</h2>
        <p>No result is called so, or is of this kind. Try a shorter name, or <a href="/health/{../patient/@id}/results">see all results</a>.</p></div>
    </xsl:when>
    <xsl:otherwise>
      <div class="sheet empty">
        <xsl:call-template name="scene"><xsl:with-param name="part" select="'0 210 720 480'"/></xsl:call-template>
        <h2>No results yet</h2>
        <p>Lab tests, X-rays and other imaging will be here as soon as they are done.<xsl:call-template name="tell-us"/></p>
      </div>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="report">
  <xsl:variable name="day" select="translate((@issued_day | @taken_day[not(../@issued_day)])[1], '-', '')"/>
  <xsl:variable name="new" select="$day &gt;= $new-since and not(key('seen', @id))"/>
  <li>
    <xsl:if test="$new"><xsl:attribute name="class">unread</xsl:attribute></xsl:if>
    <xsl:choose>
      <xsl:when test="@category = 'laboratory'"><xsl:call-template name="icon-results"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="icon-records"/></xsl:otherwise>
    </xsl:choose>
    <div class="body">
      <h2><a href="/health/{/page/patient/@id}/results/{@id}"><xsl:apply-templates select="@display" mode="plain"/><xsl:if test="$new"><span class="vh">, new</span></xsl:if></a></h2>
      <p class="soft"><xsl:apply-templates select="(@taken_when | @issued_when)[1]" mode="date"/>
        <xsl:if test="@organization_id"> · <xsl:apply-templates select="@organization_id" mode="name"/></xsl:if>
        <xsl:if test="string(@comment)"> · With a note from <xsl:apply-templates select="." mode="writer"/></xsl:if></p>
      <xsl:apply-templates select="." mode="flags"/>
    </div>
    <div class="end">
      <xsl:if test="$new"><span class="tag new">New</span></xsl:if>
      <xsl:apply-templates select="@status" mode="tag"/>
    </div>
  </li>
</xsl:template>

<xsl:template match="report" mode="writer">your care team</xsl:template>
<xsl:template match="report[@provider_id]" mode="writer"><xsl:apply-templates select="@provider_id" mode="name"/></xsl:template>
<xsl:template match="report[@comment_by]" mode="writer" priority="1"><xsl:value-of select="@comment_by"/></xsl:template>

<!-- What the laboratory flagged, in words. -->
<xsl:template match="report" mode="flags">
  <xsl:variable name="flagged" select="observation[@flag and @flag != 'N']"/>
  <xsl:if test="$flagged">
    <p><xsl:for-each select="$flagged[position() &lt;= 4]">
        <xsl:if test="position() &gt; 1"> · </xsl:if>
        <xsl:apply-templates select="@display" mode="plain"/>: <b><xsl:apply-templates select="@flag" mode="word"/></b>
      </xsl:for-each>
      <xsl:if test="$flagged[5]"> · and <xsl:value-of select="count($flagged) - 4"/> more</xsl:if></p>
  </xsl:if>
</xsl:template>

<xsl:template match="observation" mode="single">
  <li><xsl:call-template name="icon-results"/><div class="body">
      <h3><a href="/health/{/page/patient/@id}/trends/{@id}"><xsl:apply-templates select="@display" mode="plain"/></a></h3>
      <xsl:apply-templates select="." mode="meaning"/>
      <p class="nums"><b><xsl:apply-templates select="." mode="value"/></b><xsl:apply-templates select="@flag" mode="tag"/><xsl:apply-templates select="." mode="state"/>
        <xsl:if test="@low or @high or @range_text"><span class="soft small"> Usual: <xsl:apply-templates select="." mode="range"/></span></xsl:if></p>
      <p class="soft small"><xsl:apply-templates select="(@taken_when | @issued_when)[1]" mode="date"/></p></div></li>
</xsl:template>

<xsl:template match="report/@status" mode="tag"/>
<xsl:template match="report/@status[. = 'corrected' or . = 'amended']" mode="tag"><span class="tag info"><xsl:call-template name="icon-note"/>Corrected</span></xsl:template>
<xsl:template match="report/@status[. = 'preliminary' or . = 'partial']" mode="tag"><span class="tag"><xsl:call-template name="icon-clock"/>Not final yet</span></xsl:template>
<xsl:template match="report/@status[. = 'registered']" mode="tag"><span class="tag"><xsl:call-template name="icon-clock"/>Waiting for the lab</span></xsl:template>
<xsl:template match="report/@status[. = 'cancelled']" mode="tag"><span class="tag">Cancelled</span></xsl:template>
</xsl:stylesheet>
