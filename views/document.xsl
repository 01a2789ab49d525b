<!--
  GET /health/:patient/documents/:id

  Expects: page @document = its id; record with it among others, encounter,
  provider, organization; and how it is read: text (@html = "1" if its layout
  was lost), preview (of a clinical document), picture or pdf. None of them:
  it can only be saved, or it is not here at all.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="documents-words.xsl"/>
<xsl:include href="preview.xsl"/>

<xsl:variable name="document" select="/page/record/document[@id = /page/@document]"/>
<xsl:variable name="path" select="concat('/health/', /page/patient/@id, '/documents/', /page/@document)"/>

<xsl:template match="page" mode="title">My health: Document</xsl:template>

<xsl:template match="page" mode="main">
  <p class="no-print"><a class="go" href="/health/{patient/@id}/documents">All documents</a></p>
  <div class="head"><h1><xsl:value-of select="$document/@title"/></h1>
    <p><xsl:apply-templates select="$document" mode="facts"/></p>
    <xsl:apply-templates select="record/encounter[@id = $document/@encounter_id]" mode="visit"/>
    <xsl:if test="$document/@confidential"><p><span class="tag"><xsl:call-template name="icon-lock"/>Only you see this</span></p></xsl:if></div>
  <section class="sheet stack" aria-label="The document">
    <xsl:apply-templates select="." mode="contents"/>
  </section>
  <xsl:if test="$document/@bytes &gt; 0">
    <div class="actions no-print">
      <xsl:if test="pdf"><a class="btn" href="{$path}/open" target="_blank" rel="noopener"><xsl:call-template name="icon-eye"/>Open<span class="vh"> in a new tab</span></a></xsl:if>
      <a class="btn quiet" href="{$path}/file"><xsl:call-template name="icon-download"/>Download</a>
      <xsl:if test="text or picture or preview"><button class="btn quiet" type="button" hidden="" data-print=""><xsl:call-template name="icon-print"/>Print</button></xsl:if>
    </div>
  </xsl:if>
</xsl:template>

<xsl:template match="encounter" mode="visit">
  <p class="soft">From your visit: <a href="/health/{/page/patient/@id}#visits"><xsl:apply-templates select="@display" mode="plain"/></a><xsl:if test="@start_when">, <xsl:apply-templates select="@start_when" mode="date"/></xsl:if></p>
</xsl:template>

<xsl:template match="page" mode="contents">
  <xsl:choose>
    <xsl:when test="$document/@bytes &gt; 0"><p><b>This kind of file can't be shown here.</b> You can download it and open it with a program on your device.</p></xsl:when>
    <xsl:otherwise>
      <p><b>This document is not kept here.</b> We know that it exists, but its pages are somewhere else. Please <a href="{$home}#messages">ask us</a> for a copy.</p>
      <xsl:if test="$document/@url"><p class="soft">Where it was when we were told: <xsl:value-of select="$document/@url"/></p></xsl:if>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="page[text]" mode="contents">
  <xsl:if test="text/@html"><p class="soft small no-print">Here you see the words only. The file that you download has its own look.</p></xsl:if>
  <div class="paper lines"><xsl:value-of select="text"/></div>
</xsl:template>

<xsl:template match="page[preview]" mode="contents"><xsl:apply-templates select="preview"/></xsl:template>

<xsl:template match="page[picture]" mode="contents">
  <figure><img class="shot" src="{$path}/open" alt="{$document/@title}"/></figure>
</xsl:template>

<xsl:template match="page[pdf]" mode="contents">
  <p><b>This is a PDF.</b> Open shows it in a new tab, where you can also print it.</p>
</xsl:template>

</xsl:stylesheet>
