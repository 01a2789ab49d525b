<?xml version="1.0" encoding="UTF-8"?>
<!-- cda-narrative.xsl: the words of a section: paragraphs, lists, links, pictures -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:c="urn:hl7-org:v3" exclude-result-prefixes="c">

<!-- What links lead to; nothing else needs its ID. -->
<xsl:key name="led-to" match="c:linkHtml" use="substring-after(@href, '#')"/>
<xsl:key name="led-to" match="c:footnoteRef" use="@IDREF"/>
<xsl:key name="media" match="c:observationMedia" use="@ID"/>

<xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"/>
<xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyz'"/>
<xsl:variable name="base64" select="concat($upper, $lower, '0123456789+/=')"/>
<xsl:variable name="space" select="' &#9;&#10;&#13;'"/>

<!-- Of what is not known, its text. -->
<xsl:template match="*"><xsl:apply-templates/></xsl:template>
<xsl:template match="c:text"><xsl:apply-templates/></xsl:template>
<xsl:template match="c:text/text()[normalize-space()]"><p><xsl:value-of select="."/></p></xsl:template>

<xsl:template name="id">
  <xsl:if test="@ID and key('led-to', @ID)"><xsl:attribute name="id"><xsl:value-of select="concat('cda-', translate(@ID, $space, ''))"/></xsl:attribute></xsl:if>
</xsl:template>

<xsl:template match="c:paragraph">
  <xsl:apply-templates select="c:caption" mode="caption"/>
  <p>
    <xsl:if test="contains(concat(' ', @styleCode, ' '), ' xLines ')"><xsl:attribute name="class">letter</xsl:attribute></xsl:if>
    <xsl:call-template name="id"/>
    <xsl:apply-templates select="node()[not(self::c:caption)]"/>
  </p>
</xsl:template>

<!-- A paragraph that holds what HTML's can't. -->
<xsl:template match="c:paragraph[c:table or c:list or c:paragraph]">
  <div><xsl:call-template name="id"/><xsl:apply-templates/></div>
</xsl:template>

<xsl:template match="c:caption"/>
<xsl:template match="c:caption" mode="caption"><p><b><xsl:apply-templates/></b></p></xsl:template>

<xsl:template match="c:content">
  <xsl:choose>
    <xsl:when test="@revised = 'delete'"><del><xsl:call-template name="styled"/></del></xsl:when>
    <xsl:when test="@revised = 'insert'"><ins><xsl:call-template name="styled"/></ins></xsl:when>
    <xsl:otherwise><xsl:call-template name="styled"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="styled">
  <xsl:variable name="style" select="concat(' ', @styleCode, ' ')"/>
  <xsl:choose>
    <xsl:when test="contains($style, ' Bold ') and contains($style, ' Italics ') or contains($style, ' BoldItalics ')"><b><i><xsl:call-template name="id"/><xsl:apply-templates/></i></b></xsl:when>
    <xsl:when test="contains($style, ' Bold ')"><b><xsl:call-template name="id"/><xsl:apply-templates/></b></xsl:when>
    <xsl:when test="contains($style, ' Italics ') or contains($style, ' Emphasis ')"><i><xsl:call-template name="id"/><xsl:apply-templates/></i></xsl:when>
    <xsl:when test="contains($style, ' Underline ')"><u><xsl:call-template name="id"/><xsl:apply-templates/></u></xsl:when>
    <xsl:when test="@ID and key('led-to', @ID)"><span><xsl:call-template name="id"/><xsl:apply-templates/></span></xsl:when>
    <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="c:br"><br/></xsl:template>
<xsl:template match="c:sub"><sub><xsl:apply-templates/></sub></xsl:template>
<xsl:template match="c:sup"><sup><xsl:apply-templates/></sup></xsl:template>

<xsl:template match="c:list">
  <xsl:apply-templates select="c:caption" mode="caption"/>
  <ul class="bullets"><xsl:apply-templates select="c:item"/></ul>
</xsl:template>
<xsl:template match="c:list[@listType = 'ordered']">
  <xsl:apply-templates select="c:caption" mode="caption"/>
  <ol class="bullets"><xsl:apply-templates select="c:item"/></ol>
</xsl:template>
<xsl:template match="c:item">
  <li><xsl:call-template name="id"/>
    <xsl:if test="c:caption"><b><xsl:apply-templates select="c:caption/node()"/></b><xsl:text> </xsl:text></xsl:if>
    <xsl:apply-templates select="node()[not(self::c:caption)]"/></li>
</xsl:template>

<!-- Footnotes stand where they are called for, in brackets. -->
<xsl:template match="c:footnote"><span class="soft"><xsl:call-template name="id"/> (<xsl:apply-templates/>)</span></xsl:template>
<xsl:template match="c:footnoteRef"><a href="#cda-{translate(@IDREF, $space, '')}">see the note</a></xsl:template>

<!-- Only schemes that do nothing by themselves, whatever hides them. -->
<xsl:template match="c:linkHtml">
  <xsl:variable name="href" select="translate(@href, $space, '')"/>
  <xsl:variable name="low" select="translate($href, $upper, $lower)"/>
  <xsl:choose>
    <xsl:when test="starts-with($href, '#')"><a href="#cda-{substring($href, 2)}"><xsl:apply-templates/></a></xsl:when>
    <xsl:when test="starts-with($low, 'http://') or starts-with($low, 'https://') or starts-with($low, 'mailto:') or starts-with($low, 'tel:')">
      <a href="{$href}" rel="noopener noreferrer nofollow"><xsl:apply-templates/><xsl:if test="not(normalize-space())"><xsl:value-of select="$href"/></xsl:if></a>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Pictures that are part of the document, of kinds that can't act. -->
<xsl:template match="c:renderMultiMedia">
  <xsl:variable name="value" select="key('media', @referencedObject)/c:value"/>
  <xsl:variable name="type" select="$value/@mediaType"/>
  <xsl:variable name="bytes" select="translate($value[1], $space, '')"/>
  <xsl:choose>
    <xsl:when test="($type = 'image/png' or $type = 'image/jpeg' or $type = 'image/gif') and $value/@representation = 'B64' and $bytes != '' and translate($bytes, $base64, '') = ''">
      <img alt="{normalize-space(c:caption)}" src="data:{$type};base64,{$bytes}"/>
    </xsl:when>
    <xsl:otherwise>[A picture that can’t be shown here<xsl:if test="c:caption">: <xsl:value-of select="normalize-space(c:caption)"/></xsl:if>]</xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
