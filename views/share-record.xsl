<!--
  GET /share/record: a record that was shared by a secure link

  Expects: share @maker @last_at-says @minutes; preview: see preview.xsl, with
  @period-says and @empty.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="preview.xsl"/>

<xsl:template match="page" mode="title">A shared health record</xsl:template>

<!-- Its reader has no account: no menu, no way to anywhere else. -->
<xsl:template match="page" mode="body">
  <body data-busy="Working…">
    <a class="skip" href="#main">Skip to main content</a>
    <header class="top"><div class="wide"><xsl:apply-templates select="practice" mode="logo"/></div></header>
    <div class="wide frame"><main class="main" id="main"><xsl:apply-templates select="." mode="main"/></main></div>
    <xsl:apply-templates select="practice" mode="foot"/>
  </body>
</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Health record of <xsl:value-of select="preview/@name"/></h1>
    <p><xsl:value-of select="share/@maker"/> shared it with you from <xsl:value-of select="practice/@name"/>. Dates: <xsl:value-of select="preview/@period-says"/>.</p></div>
  <section class="sheet stack no-print" aria-labelledby="take"><h2 id="take">Take it along</h2>
    <p>You can read it on this page for <xsl:value-of select="share/@minutes"/> minutes. The link works until <xsl:value-of select="share/@last_at-says"/>. Download gives you one .zip file: a page to read, and the file for a doctor’s computer (C-CDA).</p>
    <div class="actions">
      <a class="btn" href="/share/record/download"><xsl:call-template name="icon-download"/>Download</a>
      <button class="btn quiet" type="button" data-print="yes" hidden=""><xsl:call-template name="icon-print"/>Print</button>
      <form method="post" action="/share/close"><xsl:call-template name="token"/><button class="btn quiet" type="submit"><xsl:call-template name="icon-close"/>Close the record</button></form>
    </div>
  </section>
  <section class="sheet preview stack" aria-label="The health record">
    <xsl:if test="preview/@empty">
      <div class="note info slim"><xsl:call-template name="icon-info"/><div><p><b>There is no information in the chosen period.</b></p></div></div>
    </xsl:if>
    <xsl:apply-templates select="preview"/>
  </section>
</xsl:template>
</xsl:stylesheet>
