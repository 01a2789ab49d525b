<!--
  A QR code, of an authenticator app or what label says.

  Expects: qr @size with run @x @y @width: the dark modules.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!--
  Dark on light in every mode, with a quiet zone of 4: scanners need both. One of
  many modules is larger.
-->
<xsl:template match="qr">
  <xsl:param name="label">QR code for your authenticator app</xsl:param>
  <svg role="img" aria-label="{$label}" viewBox="-4 -4 {@size + 8} {@size + 8}" shape-rendering="crispEdges">
    <xsl:attribute name="class">qr<xsl:if test="@size &gt; 60"> fine</xsl:if></xsl:attribute>
    <rect class="paper" x="-4" y="-4" width="{@size + 8}" height="{@size + 8}"/>
    <xsl:apply-templates select="run"/>
  </svg>
</xsl:template>

<xsl:template match="run">
  <rect x="{@x}" y="{@y}" width="{@width}" height="1"/>
</xsl:template>
</xsl:stylesheet>
