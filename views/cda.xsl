<?xml version="1.0" encoding="UTF-8"?>
<!--
  cda.xsl: a clinical document (HL7 CDA R2) for a person to read

  Makes <preview name="whose" title="what">, whose children are HTML. The
  document may be anybody's: elements and attributes are written by name, and
  no attribute is ever copied. What is not known here gives its text and
  nothing else. Headings begin with h3. See lib/chart/preview.h.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:c="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    exclude-result-prefixes="c sdtc">
<xsl:include href="cda-words.xsl"/>
<xsl:include href="cda-header.xsl"/>
<xsl:include href="cda-narrative.xsl"/>
<xsl:include href="cda-table.xsl"/>
<xsl:output method="xml" encoding="UTF-8" indent="no"/>

<xsl:template match="/"><xsl:apply-templates select="c:ClinicalDocument"/></xsl:template>

<xsl:template match="c:ClinicalDocument">
  <xsl:variable name="person" select="c:recordTarget[1]/c:patientRole/c:patient"/>
  <xsl:variable name="sections" select="c:component/c:structuredBody/c:component/c:section"/>
  <preview>
    <xsl:attribute name="name"><xsl:apply-templates select="$person" mode="name"/></xsl:attribute>
    <xsl:attribute name="title"><xsl:call-template name="title"/></xsl:attribute>
    <xsl:call-template name="source"/>
    <xsl:apply-templates select="c:recordTarget" mode="banner"/>
    <xsl:if test="count($sections) &gt; 1">
      <nav class="contents" aria-label="Contents">
        <ul><xsl:apply-templates select="$sections" mode="contents"/></ul>
      </nav>
    </xsl:if>
    <xsl:apply-templates select="$sections"/>
    <xsl:apply-templates select="c:component/c:nonXMLBody"/>
    <xsl:call-template name="about"/>
  </preview>
</xsl:template>

<xsl:template name="title">
  <xsl:choose>
    <xsl:when test="normalize-space(c:title)"><xsl:value-of select="normalize-space(c:title)"/></xsl:when>
    <xsl:when test="c:code/@displayName"><xsl:value-of select="c:code/@displayName"/></xsl:when>
    <xsl:otherwise>Clinical document</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="c:section" mode="contents">
  <li><a href="#cda-section-{position()}"><xsl:call-template name="section-title"/></a></li>
</xsl:template>

<xsl:template name="section-title">
  <xsl:choose>
    <xsl:when test="normalize-space(c:title)"><xsl:value-of select="normalize-space(c:title)"/></xsl:when>
    <xsl:when test="c:code/@displayName"><xsl:value-of select="c:code/@displayName"/></xsl:when>
    <xsl:otherwise>A part without a title</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="c:section">
  <h3 id="cda-section-{position()}"><xsl:call-template name="section-title"/></h3>
  <xsl:call-template name="section-body"/>
</xsl:template>

<!-- Sections within sections: their headings are never skipped levels. -->
<xsl:template match="c:section//c:section">
  <xsl:variable name="level" select="count(ancestor::c:section) + 3"/>
  <xsl:choose>
    <xsl:when test="$level = 4"><h4><xsl:call-template name="section-title"/></h4></xsl:when>
    <xsl:when test="$level = 5"><h5><xsl:call-template name="section-title"/></h5></xsl:when>
    <xsl:otherwise><h6><xsl:call-template name="section-title"/></h6></xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="section-body"/>
</xsl:template>

<xsl:template name="section-body">
  <xsl:choose>
    <xsl:when test="normalize-space(c:text) or c:text//c:renderMultiMedia"><xsl:apply-templates select="c:text"/></xsl:when>
    <xsl:when test="c:component/c:section"/>
    <xsl:when test="@nullFlavor"><p class="soft"><xsl:apply-templates select="@nullFlavor" mode="words"/></p></xsl:when>
    <xsl:otherwise><p class="soft">This part has no text.</p></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="c:component/c:section"/>
</xsl:template>

<!-- A body that is a file: words are shown; all else can only be saved. -->
<xsl:template match="c:nonXMLBody">
  <h3>Content</h3>
  <xsl:choose>
    <xsl:when test="c:text/c:reference"><p>The document is a file that is kept elsewhere: <xsl:value-of select="c:text/c:reference/@value"/></p></xsl:when>
    <xsl:when test="c:text/@representation = 'B64' or (c:text/@mediaType and c:text/@mediaType != 'text/plain')">
      <p>The document is a file (<xsl:value-of select="c:text/@mediaType"/>), which can’t be shown on this page. Save the document to open it.</p>
    </xsl:when>
    <xsl:otherwise><p class="letter"><xsl:value-of select="c:text"/></p></xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
