<!--
  GET /staff/documents: where to begin, and what the member has in hand

  Expects: request of staff-limits.xsl, with @total; draft, held, document, each @id @patient @name @title; draft
  @saved_at; held @what @until_at; document @kind @added_at.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-limits.xsl"/>

<xsl:template match="page" mode="title">Documents</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Documents</h1></div>
  <form class="sheet stack" method="get" action="/staff/patients" role="search">
    <xsl:call-template name="control">
      <xsl:with-param name="name">q</xsl:with-param>
      <xsl:with-param name="label">For which patient?</xsl:with-param>
      <xsl:with-param name="hint">Name, date of birth or record number. Then choose Documents.</xsl:with-param>
      <xsl:with-param name="type">search</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
      <xsl:with-param name="kind">w-name</xsl:with-param>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit"><xsl:call-template name="icon-search"/>Find</button></div>
  </form>
  <xsl:if test="request">
    <section class="sheet flush" aria-labelledby="requests"><div class="cap"><h2 id="requests">Requests to limit sharing <span class="count"><xsl:value-of select="request/@total"/><span class="vh"> to answer</span></span></h2></div>
      <ul class="rows"><xsl:apply-templates select="request" mode="waiting"/></ul></section>
  </xsl:if>
  <section class="sheet flush" aria-labelledby="drafts"><div class="cap"><h2 id="drafts">Not posted yet</h2></div>
    <ul class="rows"><xsl:apply-templates select="draft"/>
      <xsl:if test="not(draft)"><li><p class="soft">Nothing. What you begin and do not post waits here.</p></li></xsl:if></ul></section>
  <xsl:if test="held">
    <section class="sheet flush" aria-labelledby="held"><div class="cap"><h2 id="held">Held by you</h2></div>
      <ul class="rows"><xsl:apply-templates select="held"/></ul></section>
  </xsl:if>
  <xsl:if test="document">
    <section class="sheet flush" aria-labelledby="posted"><div class="cap"><h2 id="posted">Posted by you</h2></div>
      <ul class="rows"><xsl:apply-templates select="document"/></ul></section>
  </xsl:if>
  <xsl:if test="contains(staff/@areas, 'findings')"><p><a class="go" href="/staff/documents/templates">Letter templates</a></p></xsl:if>
</xsl:template>

<xsl:template match="draft">
  <li><xsl:call-template name="icon-note"/><div class="body"><h3><a href="/staff/documents/{@patient}/draft/{@id}"><xsl:value-of select="@title"/></a></h3>
    <p><xsl:value-of select="@name"/></p>
    <p class="soft"><xsl:apply-templates select="@kind"/>, saved <time datetime="{@saved_at}"><xsl:apply-templates select="@saved_at-says" mode="within"/></time></p></div></li>
</xsl:template>

<xsl:template match="held">
  <li><xsl:call-template name="icon-clock"/><div class="body"><h3><a href="/staff/documents/{@patient}/{@what}/{@id}"><xsl:value-of select="@title"/></a></h3>
    <p><xsl:value-of select="@name"/></p></div>
    <div class="end"><span class="tag warn">Until <xsl:value-of select="@until_at-says"/></span></div></li>
</xsl:template>

<xsl:template match="document">
  <li><xsl:call-template name="icon-records"/><div class="body"><h3><a href="/staff/documents/{@patient}/document/{@id}"><xsl:value-of select="@title"/></a></h3>
    <p><xsl:value-of select="@name"/></p>
    <p class="soft"><xsl:apply-templates select="@kind"/>, <time datetime="{@added_at}"><xsl:apply-templates select="@added_at-says" mode="within"/></time></p></div></li>
</xsl:template>
</xsl:stylesheet>
