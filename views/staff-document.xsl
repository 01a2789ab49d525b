<!--
  GET /staff/documents/:patient/document/:id, and what is posted from there

  Expects: person; document @id @kind @title @written_when @media_type @url
  @replaces_id @next_id and what staff-item.xsl says; paper; page @done @changed.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-item.xsl"/>
<xsl:include href="names.xsl"/>
<xsl:include href="paper.xsl"/>

<xsl:template match="page" mode="title">Document</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="back-to-documents"/>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="." mode="said"/>
  <div class="head"><h1><xsl:value-of select="document/@title"/></h1>
    <p class="soft"><xsl:apply-templates select="document/@kind"/><xsl:if test="document/@written_when">, <time datetime="{document/@written_when}"><xsl:value-of select="document/@written_when-says"/></time></xsl:if></p></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:apply-templates select="document" mode="notes"/>
  <xsl:apply-templates select="document" mode="chain"/>
  <section class="sheet stack" aria-labelledby="content"><h2 id="content">What it says</h2>
    <xsl:apply-templates select="paper"/>
    <xsl:if test="not(paper)"><p class="soft">There is no file. It is kept elsewhere.</p></xsl:if></section>
  <xsl:apply-templates select="document" mode="facts"/>
  <xsl:if test="contains(staff/@areas, 'findings')"><p><a class="go" href="/staff/documents/{person/@id}/confidential?kind=document">Make it confidential, or not</a></p></xsl:if>
  <xsl:apply-templates select="document[not(@recalled_at)]" mode="act"/>
</xsl:template>

<xsl:template match="document" mode="act">
  <xsl:if test="contains(../staff/@areas, 'findings')">
    <xsl:choose>
      <xsl:when test="@until_at"><xsl:call-template name="release"><xsl:with-param name="what">document</xsl:with-param></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="hold"><xsl:with-param name="what">document</xsl:with-param></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:if>
  <xsl:call-template name="recall"><xsl:with-param name="what">document</xsl:with-param></xsl:call-template>
</xsl:template>

<!-- What it sets right, and what sets it right. -->
<xsl:template match="document" mode="chain">
  <xsl:if test="@replaces_id"><p>It replaces <a href="/staff/documents/{../person/@id}/document/{@replaces_id}">one that was recalled</a>.</p></xsl:if>
  <xsl:choose>
    <xsl:when test="@next_id"><p>It was replaced by <a href="/staff/documents/{../person/@id}/document/{@next_id}">a corrected one</a>.</p></xsl:when>
    <xsl:when test="@recalled_at">
      <p class="actions"><a class="btn" href="/staff/documents/{../person/@id}/file?replaces={@id}">Post a corrected one</a>
        <xsl:if test="contains(../staff/@areas, 'findings')"><a class="btn quiet" href="/staff/documents/{../person/@id}/letter?replaces={@id}">Write a corrected letter</a></xsl:if></p>
    </xsl:when>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
