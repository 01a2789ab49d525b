<!--
  Limits on sharing on the practice's side: what was agreed, before anybody
  shares; and the requests of a patient or of all.

  Expects: person @id; part, restriction, request: see limits-words.xsl; unseen
  @number: how many agreed limits the member does not get to see;
  request of a patient also @asker @relation; of all @id @patient @name @paid
  @asked_at.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="limits-words.xsl"/>

<xsl:template name="agreed-limits">
  <xsl:if test="restriction or unseen">
    <div class="note warn"><xsl:call-template name="icon-lock"/>
      <div class="stack"><h2>We agreed to limit sharing</h2>
        <xsl:if test="restriction"><ul class="stack"><xsl:apply-templates select="restriction" mode="agreed"/></ul></xsl:if>
        <xsl:apply-templates select="unseen"/>
        <p class="small">In an emergency, share what the treatment needs, and ask who gets it not to pass it on.</p></div></div>
  </xsl:if>
</xsl:template>

<xsl:template match="restriction" mode="agreed">
  <li><p><b><xsl:apply-templates select="@parts"/></b></p>
    <p class="lines"><xsl:value-of select="@says"/></p>
    <xsl:if test="@paid"><p><b>Paid in full: nothing of it goes to the health plan.</b></p></xsl:if>
    <xsl:if test="@state = 'partly'"><p><b>Only a part was agreed to.</b></p></xsl:if>
    <xsl:if test="@answer"><p class="lines">Our answer: <xsl:value-of select="@answer"/></p></xsl:if>
    <xsl:if test="@later_at"><p><b>Ended for what is new after <time datetime="{@later_at}"><xsl:apply-templates select="@later_at-says" mode="within"/></time>. Keep to it for what we had before.</b></p></xsl:if>
    <p class="small"><xsl:apply-templates select="." mode="trace"/></p></li>
</xsl:template>

<xsl:template match="unseen">
  <p><b>There <xsl:choose>
    <xsl:when test="@number = 1">is a limit</xsl:when>
    <xsl:otherwise>are <xsl:value-of select="@number"/> limits</xsl:otherwise></xsl:choose> that you don’t see here.</b> Ask medical records before you share anything.</p>
</xsl:template>

<xsl:template name="limit-requests">
  <xsl:if test="request">
    <section class="sheet flush" aria-labelledby="requests"><div class="cap"><h2 id="requests">Requests to limit sharing</h2></div>
      <ul class="rows"><xsl:apply-templates select="request" mode="listed"/></ul></section>
  </xsl:if>
</xsl:template>

<xsl:template match="request" mode="listed">
  <li><xsl:call-template name="icon-lock"/><div class="body">
      <h3><a href="/staff/documents/{../person/@id}/limit/{@id}"><xsl:apply-templates select="@parts"/></a></h3>
      <p class="soft"><xsl:apply-templates select="." mode="asked"/><xsl:text> </xsl:text><xsl:apply-templates select="." mode="trace"/></p></div>
    <div class="end"><xsl:apply-templates select="@paid" mode="tag"/><xsl:apply-templates select="@state" mode="limit-tag"/></div></li>
</xsl:template>

<xsl:template match="request" mode="waiting">
  <li><xsl:call-template name="icon-lock"/><div class="body">
      <h3><a href="/staff/documents/{@patient}/limit/{@id}"><xsl:value-of select="@name"/></a></h3>
      <p class="soft">Asked <time datetime="{@asked_at}"><xsl:apply-templates select="@asked_at-says" mode="within"/></time></p></div>
    <div class="end"><xsl:apply-templates select="@paid" mode="tag"/></div></li>
</xsl:template>

<xsl:template match="request" mode="asked">Asked by <xsl:value-of select="@asker"/><xsl:if test="@relation">, <xsl:value-of select="@relation"/></xsl:if>, <time datetime="{@asked_at}"><xsl:apply-templates select="@asked_at-says" mode="within"/></time>.</xsl:template>

<xsl:template match="@paid" mode="tag"><span class="tag warn"><xsl:call-template name="icon-bill"/>Paid in full</span></xsl:template>
</xsl:stylesheet>
