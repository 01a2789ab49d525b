<!--
  Pages before the portal: sign in, sign up, codes, errors. The same as
  layout.xsl with a picture in place of bar, band and navigation.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="scene.xsl"/>

<xsl:template match="page" mode="body">
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

<!-- What to do when it can't wait; with the page's main words around it. -->
<xsl:template match="practice" mode="emergency">
  <div class="note info slim"><xsl:call-template name="icon-phone"/>
    <div><p><b>Emergency? Call <a href="tel:911">911</a>.</b> For help today, call the office at <xsl:apply-templates select="@phone" mode="tel"/>.</p></div></div>
</xsl:template>
</xsl:stylesheet>
