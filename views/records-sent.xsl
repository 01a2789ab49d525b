<!--
  GET /records/:patient/send/:id: what became of a record sent by email

  Expects: sent: see sent.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="records-ways.xsl"/>
<xsl:include href="sent.xsl"/>

<xsl:template match="page" mode="title">My health: sent by email</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'records'"/></xsl:call-template>
  <p><a class="go" href="/records/{patient/@id}/send">Back to Send via Email</a></p>
  <xsl:apply-templates select="sent" mode="news"/>
  <section class="sheet stack" aria-labelledby="mail"><h2 id="mail">This email</h2>
    <xsl:apply-templates select="sent" mode="facts"/>
    <xsl:if test="sent[@state = 'waiting' or @state = 'trying']">
      <div class="actions"><a class="btn quiet" href="/records/{patient/@id}/send/{sent/@id}">Look again</a></div>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template match="sent" mode="facts">
  <dl class="facts">
    <div><dt>To</dt><dd><xsl:value-of select="@email"/></dd></div>
    <div><dt>What</dt><dd>The record of <xsl:value-of select="../patient/@name"/>, as one file: health-record.zip</dd></div>
    <div><dt>Dates</dt><dd><xsl:apply-templates select="." mode="dates-sent"/></dd></div>
    <div><dt>Asked for</dt><dd><time datetime="{@sent_at}"><xsl:value-of select="@sent_at-full"/></time><xsl:if test="@sender"> by <xsl:value-of select="@sender"/></xsl:if></dd></div>
  </dl>
</xsl:template>
</xsl:stylesheet>
