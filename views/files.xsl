<!--
  Files of a message or of a draft.

  Expects: file @id @name @bytes @media_type; of a message @scan, @picture if
  it has a small one, with @width @height.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="file" mode="name">
  <xsl:choose>
    <xsl:when test="@media_type = 'application/pdf'"><xsl:call-template name="icon-records"/></xsl:when>
    <xsl:otherwise><xsl:call-template name="icon-attach"/></xsl:otherwise>
  </xsl:choose>
  <span><xsl:value-of select="@name"/><xsl:text> </xsl:text>
    <span class="soft small nums"><xsl:apply-templates select="@bytes" mode="size"/></span></span>
</xsl:template>

<xsl:template match="@bytes" mode="size"><xsl:value-of select="ceiling(. div 1024)"/>&#160;KB</xsl:template>
<xsl:template match="@bytes[. &gt;= 1024000]" mode="size"><xsl:value-of select="format-number(. div 1048576, '0.0')"/>&#160;MB</xsl:template>

<xsl:template match="file" mode="sent">
  <li><xsl:apply-templates select="." mode="name"/>
    <a class="btn plain" href="/messages/{/page/patient/@id}/files/{@id}">Download<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="@name"/></span></a></li>
</xsl:template>

<xsl:template match="file[@scan = 'waiting']" mode="sent">
  <li><xsl:apply-templates select="." mode="name"/>
    <span class="soft">We are still checking this file for viruses.</span></li>
</xsl:template>

<xsl:template match="file[@scan = 'infected']" mode="sent">
  <li><xsl:apply-templates select="." mode="name"/>
    <span class="soft">This file was taken away: it holds a virus.</span></li>
</xsl:template>

<xsl:template match="file" mode="picture"/>
<xsl:template match="file[@picture = 1 and (@scan = 'none' or @scan = 'clean')]" mode="picture">
  <img class="shot" src="/messages/{/page/patient/@id}/pictures/{@id}" alt="Picture: {@name}" loading="lazy">
    <xsl:if test="@width"><xsl:copy-of select="@width | @height"/></xsl:if>
  </img>
</xsl:template>
</xsl:stylesheet>
