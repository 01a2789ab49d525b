<!--
  The messages of a conversation, as staff see them.

  Expects: message @id @kind (family practice note) @author @relation @body
  @sent_at; file @id @message @name @size @media_type @preview @scan; page
  @newer = newest message that the writer had seen.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="message">
  <article aria-labelledby="m{@id}" id="message-{@id}">
    <xsl:attribute name="class">msg <xsl:choose>
      <xsl:when test="@kind = 'note'">inner</xsl:when>
      <xsl:when test="@kind = 'practice'">mine</xsl:when>
      <xsl:otherwise>theirs</xsl:otherwise></xsl:choose></xsl:attribute>
    <header><xsl:apply-templates select="." mode="who"/>
      <time datetime="{@sent_at}" title="{@sent_at-full}"><xsl:value-of select="@sent_at-says"/></time>
      <xsl:if test="../@newer &lt; @id"><span class="tag new">New</span></xsl:if></header>
    <div class="letter"><p class="lines"><xsl:value-of select="@body"/></p></div>
    <xsl:if test="../file[@message = current()/@id]">
      <ul class="files"><xsl:apply-templates select="../file[@message = current()/@id]"/></ul>
    </xsl:if>
  </article>
</xsl:template>

<xsl:template match="message" mode="who">
  <h2 id="m{@id}"><xsl:value-of select="@author"/><xsl:if test="@relation">, <xsl:value-of select="@relation"/></xsl:if></h2>
</xsl:template>

<xsl:template match="message[@kind = 'note']" mode="who">
  <xsl:call-template name="icon-lock"/><h2 id="m{@id}">Note for staff only</h2>
  <span class="soft"><xsl:value-of select="@author"/></span>
</xsl:template>

<xsl:template match="page/file">
  <li>
    <xsl:choose>
      <xsl:when test="@preview"><a href="/staff/inbox/file/{@id}"><img src="/staff/inbox/preview/{@id}" alt="Preview of {@name}" loading="lazy"/></a></xsl:when>
      <xsl:otherwise><xsl:call-template name="icon-records"/></xsl:otherwise>
    </xsl:choose>
    <span><xsl:value-of select="@name"/><xsl:text> </xsl:text><span class="soft small nums"><xsl:value-of select="@size"/></span></span>
    <xsl:apply-templates select="." mode="open"/>
  </li>
</xsl:template>

<xsl:template match="file" mode="open">
  <a class="btn plain" href="/staff/inbox/file/{@id}">Download<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="@name"/></span></a>
</xsl:template>
<xsl:template match="file[@scan = 'waiting']" mode="open"><span class="soft small">Is checked for viruses</span></xsl:template>
<xsl:template match="file[@scan = 'infected']" mode="open"><span class="tag bad"><xsl:call-template name="icon-alert"/>Has a virus, can’t be opened</span></xsl:template>
</xsl:stylesheet>
