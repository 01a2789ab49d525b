<!--
  Pages before the portal: sign in, sign up, codes, errors. The same as
  layout.xsl with a picture in place of bar, band and navigation.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="gate.xsl"/>

<xsl:template match="page" mode="body"><xsl:call-template name="gate"/></xsl:template>

<!-- What to do when it can't wait; with the page's main words around it. -->
<xsl:template match="practice" mode="emergency">
  <div class="note info slim"><xsl:call-template name="icon-phone"/>
    <div><p><b>Emergency? Call <a href="tel:911">911</a>.</b> For help today, call the office at <xsl:apply-templates select="@phone" mode="tel"/>.</p></div></div>
</xsl:template>
</xsl:stylesheet>
