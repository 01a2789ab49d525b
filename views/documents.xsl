<!--
  GET /health/:patient/documents?kind=

  Expects: record with document, newest first, provider, organization;
  new @document_id of those that this account has not opened; reminder @title
  @says @due_when @posted_at @done_at, @late = "1" if it should be done by now,
  in the order in which they are to be read; form/field kind.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="documents-words.xsl"/>
<xsl:include href="scene.xsl"/>

<xsl:key name="new" match="new" use="@document_id"/>
<xsl:variable name="chosen" select="string(/page/form/field[@name = 'kind'])"/>
<xsl:variable name="shown" select="/page/record/document[$chosen = '' or @kind = $chosen]"/>

<xsl:template match="page" mode="title">My health: Documents</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'documents'"/></xsl:call-template>
  <xsl:choose>
    <xsl:when test="record/document or reminder">
      <xsl:call-template name="which"/>
      <xsl:if test="$chosen = '' or $chosen = 'reminder'"><xsl:call-template name="reminders"/></xsl:if>
      <xsl:if test="$chosen != 'reminder'"><xsl:call-template name="list"/></xsl:if>
    </xsl:when>
    <xsl:otherwise>
      <div class="sheet empty">
        <xsl:call-template name="scene"><xsl:with-param name="part" select="'0 210 720 480'"/></xsl:call-template>
        <h2>No documents yet</h2>
        <p>Letters, summaries and notes from your care team will be here.<xsl:call-template name="tell-us"/></p>
      </div>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Kinds of which there is none are not offered. -->
<xsl:template name="which">
  <nav aria-label="Kind of document"><ul class="line pick">
    <xsl:call-template name="way"><xsl:with-param name="of" select="''"/><xsl:with-param name="n" select="count(record/document)"/></xsl:call-template>
    <xsl:call-template name="way"><xsl:with-param name="of" select="'summary'"/></xsl:call-template>
    <xsl:call-template name="way"><xsl:with-param name="of" select="'letter'"/></xsl:call-template>
    <xsl:call-template name="way"><xsl:with-param name="of" select="'laboratory'"/></xsl:call-template>
    <xsl:call-template name="way"><xsl:with-param name="of" select="'imaging'"/></xsl:call-template>
    <xsl:call-template name="way"><xsl:with-param name="of" select="'case'"/></xsl:call-template>
    <xsl:call-template name="way"><xsl:with-param name="of" select="'note'"/></xsl:call-template>
    <xsl:call-template name="way"><xsl:with-param name="of" select="'other'"/></xsl:call-template>
    <xsl:call-template name="way"><xsl:with-param name="of" select="'reminder'"/><xsl:with-param name="n" select="count(reminder)"/></xsl:call-template>
  </ul></nav>
</xsl:template>

<xsl:template name="way">
  <xsl:param name="of"/>
  <xsl:param name="n" select="count(record/document[@kind = $of])"/>
  <xsl:if test="$n &gt; 0">
    <li><a class="btn quiet">
      <xsl:attribute name="href">/health/<xsl:value-of select="patient/@id"/>/documents<xsl:if test="$of != ''">?kind=<xsl:value-of select="$of"/></xsl:if></xsl:attribute>
      <xsl:if test="$of = $chosen"><xsl:call-template name="here"/></xsl:if>
      <xsl:call-template name="kinds"><xsl:with-param name="of" select="$of"/></xsl:call-template>
      <xsl:text> (</xsl:text><xsl:value-of select="$n"/>)</a></li>
  </xsl:if>
</xsl:template>

<xsl:template name="reminders">
  <xsl:if test="reminder">
    <section class="sheet flush" aria-labelledby="reminders">
      <div class="cap"><h2 id="reminders">Health reminders</h2></div>
      <ul class="rows">
        <xsl:apply-templates select="reminder[not(@done_at)]"/>
        <xsl:if test="reminder/@done_at">
          <li><details class="more"><summary><span class="hidden">Show what is done (<xsl:value-of select="count(reminder[@done_at])"/>)</span><span class="shown">Hide what is done</span></summary>
            <ul class="rows"><xsl:apply-templates select="reminder[@done_at]"/></ul></details></li>
        </xsl:if>
      </ul>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template match="reminder">
  <li><xsl:call-template name="icon-calendar"/>
    <div class="body"><h3><xsl:value-of select="@title"/></h3>
      <p class="lines"><xsl:value-of select="@says"/></p></div>
    <div class="end"><xsl:apply-templates select="." mode="due"/></div></li>
</xsl:template>

<xsl:template match="reminder" mode="due"><span class="tag">Any time</span></xsl:template>
<xsl:template match="reminder[@due_when]" mode="due"><span class="tag info"><xsl:call-template name="icon-clock"/>Due <xsl:apply-templates select="@due_when" mode="date"/></span></xsl:template>
<xsl:template match="reminder[@late]" mode="due"><span class="tag warn"><xsl:call-template name="icon-clock"/>Was due <xsl:apply-templates select="@due_when" mode="date"/></span></xsl:template>
<xsl:template match="reminder[@done_at]" mode="due"><span class="flat"><xsl:call-template name="icon-check"/>Done</span></xsl:template>

<xsl:template name="list">
  <section class="sheet flush" aria-labelledby="list">
    <div class="cap"><h2 id="list"><xsl:call-template name="kinds"><xsl:with-param name="of" select="$chosen"/></xsl:call-template></h2></div>
    <ul class="rows">
      <xsl:apply-templates select="$shown[position() &lt;= 50]"/>
      <xsl:if test="not($shown)"><li><p class="soft">None of this kind.<xsl:call-template name="tell-us"/></p></li></xsl:if>
      <xsl:if test="$shown[51]">
        <li><details class="more"><summary><span class="hidden">Show older documents (<xsl:value-of select="count($shown) - 50"/>)</span><span class="shown">Hide older documents</span></summary>
          <ul class="rows"><xsl:apply-templates select="$shown[position() &gt; 50]"/></ul></details></li>
      </xsl:if>
    </ul>
  </section>
  <p class="soft small">Lab tests and images that came as results are under <a href="/health/{patient/@id}/results">Results</a>.</p>
</xsl:template>

<xsl:template match="document">
  <xsl:variable name="new" select="key('new', @id)"/>
  <li>
    <xsl:if test="$new"><xsl:attribute name="class">unread</xsl:attribute></xsl:if>
    <xsl:call-template name="icon-records"/>
    <div class="body">
      <h3><a href="/health/{/page/patient/@id}/documents/{@id}"><xsl:value-of select="@title"/><xsl:if test="$new"><span class="vh">, new</span></xsl:if></a></h3>
      <p class="soft"><xsl:apply-templates select="." mode="facts"/></p></div>
    <xsl:if test="$new or @confidential">
      <div class="end"><xsl:if test="$new"><span class="tag new">New</span></xsl:if>
        <xsl:if test="@confidential"><span class="tag"><xsl:call-template name="icon-lock"/>Only you see this</span></xsl:if></div>
    </xsl:if>
  </li>
</xsl:template>
</xsl:stylesheet>
