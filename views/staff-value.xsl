<!--
  GET and POST /staff/documents/:patient/value/:id: one value is set right

  Expects: person; value @id @display @report_id @report @value @unit @low @high
  @flag @version, prefilled into form/field value, unit, low, high; part,
  restriction, unseen: see staff-limits.xsl; page @changed.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-limits.xsl"/>
<xsl:include href="staff-flags.xsl"/>
<xsl:include href="names.xsl"/>

<xsl:template match="page" mode="title">Correct a value</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <p><a class="go" href="/staff/documents/{person/@id}/result/{value/@report_id}">Back to the result</a></p>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="." mode="said"/>
  <div class="head"><h1>Correct: <xsl:apply-templates select="value/@display" mode="plain"/></h1>
    <p class="soft"><xsl:apply-templates select="value/@report" mode="plain"/>. It says now: <b class="nums"><xsl:value-of select="value/@value"/><xsl:text> </xsl:text><xsl:apply-templates select="value/@unit" mode="unit"/></b></p></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:call-template name="agreed-limits"/>
  <form class="sheet stack" method="post" action="/staff/documents/{person/@id}/value/{value/@id}">
    <p>The patient sees the new value, marked as corrected, and what it said before.</p>
    <xsl:call-template name="token"/>
    <input type="hidden" name="version" value="{value/@version}"/>
    <div class="two">
      <xsl:call-template name="control"><xsl:with-param name="name">value</xsl:with-param><xsl:with-param name="label">Result</xsl:with-param><xsl:with-param name="autocomplete">off</xsl:with-param></xsl:call-template>
      <xsl:call-template name="control"><xsl:with-param name="name">unit</xsl:with-param><xsl:with-param name="label">Unit</xsl:with-param><xsl:with-param name="autocomplete">off</xsl:with-param><xsl:with-param name="required" select="false()"/></xsl:call-template>
    </div>
    <div class="three">
      <xsl:call-template name="control"><xsl:with-param name="name">low</xsl:with-param><xsl:with-param name="label">Usual from</xsl:with-param><xsl:with-param name="autocomplete">off</xsl:with-param><xsl:with-param name="required" select="false()"/></xsl:call-template>
      <xsl:call-template name="control"><xsl:with-param name="name">high</xsl:with-param><xsl:with-param name="label">Usual to</xsl:with-param><xsl:with-param name="autocomplete">off</xsl:with-param><xsl:with-param name="required" select="false()"/></xsl:call-template>
      <xsl:call-template name="flags"><xsl:with-param name="name">flag</xsl:with-param><xsl:with-param name="label">The lab’s mark</xsl:with-param></xsl:call-template>
    </div>
    <div class="actions"><button class="btn" type="submit">Correct it</button></div>
  </form>
</xsl:template>
</xsl:stylesheet>
