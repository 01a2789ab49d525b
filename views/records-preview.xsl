<!--
  The preview of what was chosen, and the button that shows and hides it.

  Expects: preview, if it is to be shown: see preview.xsl, with @period-says of
  which time, @empty if there is nothing of that time.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="preview.xsl"/>

<!-- to: the address that the form is sent to. -->
<xsl:template name="preview-button">
  <xsl:param name="to"/>
  <xsl:choose>
    <xsl:when test="preview"><button class="btn quiet" type="submit" name="preview" value="hide" formaction="{$to}#how">Hide Preview</button></xsl:when>
    <xsl:otherwise><button class="btn quiet" type="submit" name="preview" value="show" formaction="{$to}#preview"><xsl:call-template name="icon-eye"/>Show Preview</button></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="preview" mode="box">
  <section class="preview stack" id="preview" tabindex="0" aria-label="Preview of the health record">
    <p><b>Dates:</b><xsl:text> </xsl:text><xsl:value-of select="@period-says"/></p>
    <xsl:if test="@empty">
      <div class="note info slim"><xsl:call-template name="icon-info"/><div><p><b>There is no information in the chosen period.</b> Try a longer time, or choose All time.</p></div></div>
    </xsl:if>
    <xsl:apply-templates select="."/>
  </section>
</xsl:template>
</xsl:stylesheet>
