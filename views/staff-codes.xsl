<!--
  POST /staff/account/app and /staff/account/codes: ten recovery codes, shown
  once: the database knows only their hashes.

  Expects: code = each of them "K7QAZ-3MXP2"; page @now-full; staff if the
  member was signed in before.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-entry.xsl"/>

<xsl:template match="page" mode="title">Your recovery codes</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head">
    <xsl:if test="not(staff)"><p class="step">Set up your sign-in · Step 3 of 3</p></xsl:if>
    <h1>Your recovery codes</h1>
    <p>If you lose your phone, one of these codes takes the place of the 6 digits. Each works once. Older ones no longer work.</p></div>
  <div class="note warn no-print"><xsl:call-template name="icon-alert"/>
    <div><p><b>We show them only now.</b> Print them or write them down. Keep them where only you can get them, not with your phone.</p></div></div>
  <div class="sheet">
    <p class="print-only">Recovery codes for the staff side of <xsl:value-of select="practice/@name"/>, <xsl:value-of select="@now-full"/></p>
    <ul class="codes nums"><xsl:apply-templates select="code"/></ul>
  </div>
  <div class="actions">
    <a class="btn" href="/staff/account/sign-in">I have kept them</a>
    <button class="btn quiet" type="button" data-print="yes" hidden=""><xsl:call-template name="icon-print"/>Print</button>
  </div>
</xsl:template>

<xsl:template match="code"><li><xsl:value-of select="."/></li></xsl:template>
</xsl:stylesheet>
