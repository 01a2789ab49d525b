<!--
  GET and POST /staff/documents/:patient/result: a result is entered

  Expects: person; provider, encounter @id @name @start_when; line @n for each
  line of the form; form/field category, title, taken, provider, encounter,
  narrative, comment, private, test-n, value-n, unit-n, low-n, high-n, flag-n;
  part, restriction, unseen: see staff-limits.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-limits.xsl"/>
<xsl:include href="staff-fields.xsl"/>
<xsl:include href="staff-flags.xsl"/>

<xsl:template match="page" mode="title">Enter a result</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="back-to-documents"/>
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Enter a result</h1>
    <p class="soft">Type it as the laboratory wrote it. Nothing is worked out.</p></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:call-template name="agreed-limits"/>
  <form class="stack" method="post" action="/staff/documents/{person/@id}/result">
    <xsl:call-template name="token"/>
    <section class="sheet stack" aria-label="The report">
      <fieldset class="choices three" id="category" tabindex="-1"><legend>Kind</legend>
        <xsl:apply-templates select="form/field[@name = 'category']/@error" mode="beside"/>
        <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">category</xsl:with-param><xsl:with-param name="value">laboratory</xsl:with-param><xsl:with-param name="default" select="true()"/></xsl:call-template> <span>Laboratory</span></label>
        <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">category</xsl:with-param><xsl:with-param name="value">imaging</xsl:with-param></xsl:call-template> <span>Imaging</span></label>
        <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">category</xsl:with-param><xsl:with-param name="value">other</xsl:with-param></xsl:call-template> <span>Other</span></label>
      </fieldset>
      <xsl:call-template name="control"><xsl:with-param name="name">title</xsl:with-param><xsl:with-param name="label">Name of the report</xsl:with-param><xsl:with-param name="hint">Like: Complete blood count</xsl:with-param><xsl:with-param name="autocomplete">off</xsl:with-param></xsl:call-template>
      <xsl:call-template name="of">
        <xsl:with-param name="date">taken</xsl:with-param>
        <xsl:with-param name="label">Day it was done</xsl:with-param>
        <xsl:with-param name="provider">Ordered by</xsl:with-param>
      </xsl:call-template>
    </section>
    <section class="sheet stack" aria-labelledby="values"><h2 id="values">Values</h2>
      <p class="soft">Leave lines empty that you do not need.</p>
      <xsl:apply-templates select="line[@n &lt;= 4]"/>
      <details class="more">
        <xsl:if test="form/field[starts-with(@name, 'test-') and substring-after(@name, '-') &gt; 4 and string(.)]"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
        <summary><span class="hidden">Show more lines</span><span class="shown">Hide the last lines</span></summary>
        <div class="stack"><xsl:apply-templates select="line[@n &gt; 4]"/></div></details>
    </section>
    <section class="sheet stack" aria-label="In words">
      <xsl:call-template name="area"><xsl:with-param name="name">narrative</xsl:with-param><xsl:with-param name="label">The report in words</xsl:with-param><xsl:with-param name="hint">For imaging and other reports that are text.</xsl:with-param></xsl:call-template>
      <xsl:call-template name="area"><xsl:with-param name="name">comment</xsl:with-param><xsl:with-param name="label">What you say about it</xsl:with-param><xsl:with-param name="hint">In plain words. It stands before the numbers.</xsl:with-param><xsl:with-param name="rows">4</xsl:with-param></xsl:call-template>
      <xsl:call-template name="private"/>
    </section>
    <div class="actions"><button class="btn" type="submit">Enter result</button><span class="soft">The patient sees it at once, unless they asked to hear from you first.</span></div>
  </form>
</xsl:template>

<xsl:template match="line">
  <fieldset class="measured"><legend class="vh">Line <xsl:value-of select="@n"/></legend>
    <xsl:apply-templates select="." mode="control"><xsl:with-param name="name">test</xsl:with-param><xsl:with-param name="label">Test</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="." mode="control"><xsl:with-param name="name">value</xsl:with-param><xsl:with-param name="label">Result</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="." mode="control"><xsl:with-param name="name">unit</xsl:with-param><xsl:with-param name="label">Unit</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="." mode="control"><xsl:with-param name="name">low</xsl:with-param><xsl:with-param name="label">Usual from</xsl:with-param></xsl:apply-templates>
    <xsl:apply-templates select="." mode="control"><xsl:with-param name="name">high</xsl:with-param><xsl:with-param name="label">Usual to</xsl:with-param></xsl:apply-templates>
    <xsl:call-template name="flags"><xsl:with-param name="name" select="concat('flag-', @n)"/><xsl:with-param name="label">Lab’s mark</xsl:with-param></xsl:call-template>
  </fieldset>
</xsl:template>

<xsl:template match="line" mode="control">
  <xsl:param name="name"/>
  <xsl:param name="label"/>
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="concat($name, '-', @n)"/>
    <xsl:with-param name="label" select="$label"/>
    <xsl:with-param name="autocomplete">off</xsl:with-param>
    <xsl:with-param name="required" select="false()"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="field[@name = 'title']/@error[. = 'required']" mode="says">Enter the name of the report.</xsl:template>
<xsl:template match="field[@name = 'taken']/@error[. = 'required']" mode="says">Enter the day it was done.</xsl:template>
</xsl:stylesheet>
