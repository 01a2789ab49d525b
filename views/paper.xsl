<!--
  What a document holds, as it is read on the page: text on a sheet of paper, a
  picture, or what opens it.

  Expects: paper @media_type @href, its text for one that is text.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="paper">
  <p><a class="btn quiet" href="{@href}" download=""><xsl:call-template name="icon-download"/>Download the file</a></p>
</xsl:template>

<xsl:template match="paper[starts-with(@media_type, 'text/plain')]">
  <div class="paper lines"><xsl:value-of select="."/></div>
</xsl:template>

<xsl:template match="paper[@media_type = 'image/png' or @media_type = 'image/jpeg']">
  <figure><img class="shot" src="{@href}" alt="The document as a picture"/></figure>
</xsl:template>
</xsl:stylesheet>
