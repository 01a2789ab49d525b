<!--
  The practice as its own people see it: "Staff" beside its name, and in the
  foot only help with the portal. For staff-layout.xsl and staff-entry.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="practice" mode="beside-logo"><xsl:text> </xsl:text><span class="tag">Staff</span></xsl:template>

<xsl:template match="practice" mode="foot">
  <footer class="foot">
    <div class="wide">
      <h2>Help with this portal</h2>
      <p><xsl:apply-templates select="(@support_phone | @phone)[last()]" mode="tel"/>
        <xsl:if test="@support_email"><xsl:text> · </xsl:text><xsl:apply-templates select="@support_email" mode="mail"/></xsl:if></p>
    </div>
  </footer>
</xsl:template>
</xsl:stylesheet>
