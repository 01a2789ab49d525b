<!--
  GET /staff/documents/:patient: what a patient has, as the practice sees it

  Expects: person (see staff-person.xsl); opened @until_at; draft @id @title
  @kind @saved_at; document, report: see staff-document-words.xsl; reminder @id
  @title @says @due_when @done_at @withdrawn_at @confidential; restriction, request: see staff-limits.xsl; page @done.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-limits.xsl"/>
<xsl:include href="names.xsl"/>

<xsl:template match="page" mode="title">Documents</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:apply-templates select="." mode="said"/>
  <div class="head"><h1>Documents, results and reminders</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:apply-templates select="opened"/>
  <xsl:call-template name="agreed-limits"/>
  <xsl:apply-templates select="person" mode="doors"/>
  <xsl:call-template name="limit-requests"/>
  <xsl:if test="draft">
    <section class="sheet flush" aria-labelledby="drafts">
      <div class="cap"><h2 id="drafts">Not posted yet</h2><p class="soft small">Only you see these.</p></div>
      <ul class="rows"><xsl:apply-templates select="draft"/></ul>
    </section>
  </xsl:if>
  <section class="sheet flush" aria-labelledby="documents"><div class="cap"><h2 id="documents">Documents</h2></div>
    <ul class="rows"><xsl:apply-templates select="document"/>
      <xsl:if test="not(document)"><li><p class="soft">None yet. Post a document or write a letter above.</p></li></xsl:if></ul></section>
  <section class="sheet flush" aria-labelledby="results"><div class="cap"><h2 id="results">Results</h2></div>
    <ul class="rows"><xsl:apply-templates select="report"/>
      <xsl:if test="not(report)"><li><p class="soft">None yet.</p></li></xsl:if></ul></section>
  <section class="sheet flush" aria-labelledby="reminders"><div class="cap"><h2 id="reminders">Health reminders</h2></div>
    <ul class="rows"><xsl:apply-templates select="reminder"/>
      <xsl:if test="not(reminder)"><li><p class="soft">None yet.</p></li></xsl:if></ul></section>
</xsl:template>

<xsl:template match="person" mode="doors">
  <div class="actions">
    <a class="btn" href="/staff/documents/{@id}/file"><xsl:call-template name="icon-up"/>Post a document</a>
    <xsl:if test="contains(../staff/@areas, 'findings')">
      <a class="btn quiet" href="/staff/documents/{@id}/letter"><xsl:call-template name="icon-note"/>Write a letter</a>
      <a class="btn quiet" href="/staff/documents/{@id}/result"><xsl:call-template name="icon-results"/>Enter a result</a>
    </xsl:if>
    <a class="btn quiet" href="/staff/documents/{@id}/reminder"><xsl:call-template name="icon-calendar"/>Post a reminder</a>
    <xsl:if test="contains(../staff/@areas, 'findings')">
      <a class="btn quiet" href="/staff/documents/{@id}/confidential"><xsl:call-template name="icon-lock"/>Confidential items</a>
    </xsl:if>
    <a class="btn plain" href="/staff/patients/{@id}/chart">Open chart</a>
  </div>
</xsl:template>

<xsl:template match="opened">
  <div class="note info slim"><xsl:call-template name="icon-clock"/>
    <div><p>Open to you until <time datetime="{@until_at}"><xsl:apply-templates select="@until_at-says" mode="within"/></time>, for the reason you gave.</p></div></div>
</xsl:template>

<xsl:template match="draft">
  <li><xsl:call-template name="icon-note"/><div class="body"><h3><a href="/staff/documents/{../person/@id}/draft/{@id}"><xsl:value-of select="@title"/></a></h3>
    <p class="soft"><xsl:apply-templates select="@kind"/>, saved <time datetime="{@saved_at}"><xsl:apply-templates select="@saved_at-says" mode="within"/></time></p></div></li>
</xsl:template>

<xsl:template match="document">
  <li><xsl:call-template name="icon-records"/><div class="body">
      <h3><a href="/staff/documents/{../person/@id}/document/{@id}"><xsl:apply-templates select="@title" mode="struck"/></a></h3>
      <p class="soft"><xsl:apply-templates select="@kind"/><xsl:if test="@written_when">, <time datetime="{@written_when}"><xsl:value-of select="@written_when-says"/></time></xsl:if></p>
      <xsl:apply-templates select="." mode="trace"/></div>
    <div class="end"><xsl:apply-templates select="." mode="state"/></div></li>
</xsl:template>

<xsl:template match="report">
  <li><xsl:call-template name="icon-results"/><div class="body">
      <h3><a href="/staff/documents/{../person/@id}/result/{@id}"><xsl:apply-templates select="@display" mode="struck"/></a></h3>
      <p class="soft"><xsl:apply-templates select="@category"/><xsl:if test="@on_when">, <time datetime="{@on_when}"><xsl:value-of select="@on_when-says"/></time></xsl:if>
        <xsl:if test="not(@commented)">, no comment yet</xsl:if></p>
      <xsl:apply-templates select="." mode="trace"/></div>
    <div class="end"><xsl:if test="@status = 'corrected' or @status = 'amended'"><span class="tag info">Corrected</span></xsl:if><xsl:apply-templates select="." mode="state"/></div></li>
</xsl:template>

<xsl:template match="@*" mode="struck"><xsl:apply-templates select="." mode="plain"/></xsl:template>
<xsl:template match="@*[../@recalled_at]" mode="struck"><del><xsl:apply-templates select="." mode="plain"/></del></xsl:template>

<xsl:template match="reminder">
  <li><xsl:call-template name="icon-calendar"/><div class="body">
      <h3><xsl:choose><xsl:when test="@withdrawn_at"><del><xsl:value-of select="@title"/></del></xsl:when><xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise></xsl:choose></h3>
      <p class="lines"><xsl:value-of select="@says"/></p>
      <p class="soft"><xsl:apply-templates select="." mode="when"/></p></div>
    <div class="end">
      <xsl:if test="@confidential"><span class="tag warn"><xsl:call-template name="icon-lock"/>Confidential</span></xsl:if>
      <xsl:if test="not(@done_at or @withdrawn_at)"><xsl:apply-templates select="." mode="act"><xsl:with-param name="path">done</xsl:with-param><xsl:with-param name="word">Mark as done</xsl:with-param></xsl:apply-templates></xsl:if>
      <xsl:if test="not(@withdrawn_at)"><xsl:apply-templates select="." mode="act"><xsl:with-param name="path">withdraw</xsl:with-param><xsl:with-param name="word">Withdraw</xsl:with-param></xsl:apply-templates></xsl:if>
    </div></li>
</xsl:template>

<xsl:template match="reminder" mode="when">
  <xsl:choose>
    <xsl:when test="@withdrawn_at">Withdrawn <time datetime="{@withdrawn_at}"><xsl:apply-templates select="@withdrawn_at-says" mode="within"/></time></xsl:when>
    <xsl:when test="@done_at">Done <time datetime="{@done_at}"><xsl:apply-templates select="@done_at-says" mode="within"/></time></xsl:when>
    <xsl:when test="@due_when">Due <time datetime="{@due_when}"><xsl:value-of select="@due_when-says"/></time></xsl:when>
    <xsl:otherwise>Any time</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="reminder" mode="act">
  <xsl:param name="path"/>
  <xsl:param name="word"/>
  <form method="post" action="/staff/documents/{../person/@id}/reminder/{@id}/{$path}"><xsl:call-template name="token"/>
    <button class="btn plain" type="submit"><xsl:value-of select="$word"/><span class="vh">: <xsl:value-of select="@title"/></span></button></form>
</xsl:template>
</xsl:stylesheet>
