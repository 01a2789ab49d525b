<!--
  A clinical document in a page: <preview> of lib/chart/preview.h, whose nodes
  are HTML already, and safe.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="preview"><xsl:copy-of select="node()"/></xsl:template>
</xsl:stylesheet>
