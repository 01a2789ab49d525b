<!--
  The body of a page before the portal: a picture in place of bar, band and
  navigation. Into a view that imports layout.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="scene.xsl"/>

<xsl:template name="gate">
  <body class="entry" data-busy="Sending…">
    <a class="skip" href="#main">Skip to main content</a>
    <div class="gate">
      <div class="picture"><xsl:call-template name="scene"/></div>
      <div class="form">
        <header><xsl:apply-templates select="practice" mode="logo"/></header>
        <main id="main"><xsl:apply-templates select="." mode="main"/></main>
      </div>
    </div>
    <xsl:apply-templates select="practice" mode="foot"/>
  </body>
</xsl:template>
</xsl:stylesheet>
