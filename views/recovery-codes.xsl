<!--
  POST /account/security/app, /text and /codes: ten recovery codes, shown once:
  the database knows only their hashes.

  Expects: code = each of them "K7QAZ-3MXP2"; page @now-full; account @set-up =
  "1" while it had no option yet.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Your recovery codes</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head">
    <xsl:if test="account/@set-up"><p class="step">Your security option · Step 3 of 3</p></xsl:if>
    <h1>Print your recovery codes</h1>
    <p>If you lose your phone, one of these codes lets you in. Each works once. Older ones no longer work.</p></div>
  <div class="note warn no-print"><xsl:call-template name="icon-alert"/>
    <div><p><b>We show them only now.</b> Print them or write them down. Keep them with your important papers, not with your phone.</p></div></div>
  <div class="sheet">
    <p class="print-only">Recovery codes for <xsl:value-of select="practice/@name"/>, <xsl:value-of select="@now-full"/></p>
    <ul class="codes nums"><xsl:apply-templates select="code"/></ul>
  </div>
  <div class="actions">
    <a class="btn" href="/account/security"><xsl:if test="account/@set-up"><xsl:attribute name="href">/account/welcome</xsl:attribute></xsl:if>I have kept them</a>
    <button class="btn quiet" type="button" data-print="yes" hidden=""><xsl:call-template name="icon-print"/>Print</button>
  </div>
</xsl:template>

<xsl:template match="code"><li><xsl:value-of select="."/></li></xsl:template>
</xsl:stylesheet>
