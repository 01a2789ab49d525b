<!--
  What of the record: dates and kind of document, alike for every way of taking
  it along.

  Expects: form/field dates (all, one, range), from (the date, with one), to,
  type (ccda): what was asked for, with @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="records-what">
  <section class="sheet stack" aria-labelledby="what"><h2 id="what">What to include</h2>
    <xsl:apply-templates select="patient" mode="dates"/>
    <xsl:call-template name="when"/>
    <fieldset class="choices" id="type" tabindex="-1">
      <xsl:if test="form/field[@name = 'type']/@error"><xsl:attribute name="aria-describedby">type-error</xsl:attribute></xsl:if>
      <legend>Type of document</legend>
      <xsl:apply-templates select="form/field[@name = 'type']/@error" mode="beside"/>
      <label class="choice">
        <xsl:call-template name="radio"><xsl:with-param name="name" select="'type'"/><xsl:with-param name="value" select="'ccda'"/><xsl:with-param name="default" select="true()"/></xsl:call-template>
        <span><b>Consolidated Clinical Summary (CCDA)</b><xsl:text> </xsl:text><span class="hint">The complete health record. Other doctors’ computers can read it.</span></span></label>
    </fieldset>
  </section>
</xsl:template>

<xsl:template match="patient" mode="dates">
  <xsl:variable name="error" select="../form/field[@name = 'dates']/@error"/>
  <fieldset class="choices three" id="dates" tabindex="-1">
    <xsl:if test="$error"><xsl:attribute name="aria-describedby">dates-error</xsl:attribute></xsl:if>
    <legend>Dates</legend>
    <xsl:apply-templates select="$error" mode="beside"/>
    <label class="choice">
      <xsl:call-template name="radio"><xsl:with-param name="name" select="'dates'"/><xsl:with-param name="value" select="'all'"/><xsl:with-param name="default" select="true()"/></xsl:call-template>
      <span><b>All time</b><xsl:text> </xsl:text><span class="hint">The entire health record</span></span></label>
    <label class="choice">
      <xsl:call-template name="radio"><xsl:with-param name="name" select="'dates'"/><xsl:with-param name="value" select="'one'"/></xsl:call-template>
      <span><b>Single date</b><xsl:text> </xsl:text><span class="hint">One visit, like the last physical exam</span></span></label>
    <label class="choice">
      <xsl:call-template name="radio"><xsl:with-param name="name" select="'dates'"/><xsl:with-param name="value" select="'range'"/></xsl:call-template>
      <span><b>Custom date range</b><xsl:text> </xsl:text><span class="hint">From one day to another</span></span></label>
  </fieldset>
</xsl:template>

<!-- Shown as the choice above needs it; without :has() and script, always. -->
<xsl:template name="when">
  <div class="two when" data-when="dates=one,range">
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'from'"/>
      <xsl:with-param name="label"><span class="when-one" data-when="dates=one">Date</span><span class="when-one when-range"> or </span><span class="when-range" data-when="dates=range">From</span></xsl:with-param>
      <xsl:with-param name="type" select="'date'"/>
      <xsl:with-param name="required" select="false()"/>
    </xsl:call-template>
    <div class="when-range" data-when="dates=range">
      <xsl:call-template name="control">
        <xsl:with-param name="name" select="'to'"/>
        <xsl:with-param name="label">To</xsl:with-param>
        <xsl:with-param name="type" select="'date'"/>
        <xsl:with-param name="required" select="false()"/>
      </xsl:call-template>
    </div>
  </div>
</xsl:template>

<xsl:template match="field[@name = 'dates']/@error" mode="says">Choose which dates you want.</xsl:template>
<xsl:template match="field[@name = 'from']/@error[. = 'required']" mode="says">Enter the day to start from.</xsl:template>
<xsl:template match="field[@name = 'to']/@error[. = 'required']" mode="says">Enter the last day.</xsl:template>
</xsl:stylesheet>
