<!--
  What documents and results are called on the practice's side, what state they
  are in, and what a member has just done.

  Expects: @kind or @category; @status; @seen_at @until_at @waits
  @recalled_at @recalled_by @recalled_why @confidential @replaced; page @done
  @changed.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="@kind">Other</xsl:template>
<xsl:template match="@kind[. = 'summary']">Patient Care Summary</xsl:template>
<xsl:template match="@kind[. = 'letter']">Letter</xsl:template>
<xsl:template match="@kind[. = 'laboratory']">Lab result</xsl:template>
<xsl:template match="@kind[. = 'imaging']">Imaging or diagnostic result</xsl:template>
<xsl:template match="@kind[. = 'case']">Patient case</xsl:template>
<xsl:template match="@kind[. = 'note']">Note</xsl:template>
<xsl:template match="@category">Other result</xsl:template>
<xsl:template match="@category[. = 'laboratory']">Lab result</xsl:template>
<xsl:template match="@category[. = 'imaging']">Imaging</xsl:template>

<!-- In a list: what matters most for who sees it. -->
<xsl:template match="document | report" mode="state">
  <xsl:if test="@confidential"><span class="tag warn"><xsl:call-template name="icon-lock"/>Confidential</span></xsl:if>
  <xsl:choose>
    <xsl:when test="@recalled_at"><span class="tag">Recalled</span></xsl:when>
    <xsl:when test="@replaced"><span class="tag">Replaced</span></xsl:when>
    <xsl:when test="@until_at"><span class="tag warn"><xsl:call-template name="icon-clock"/>Held until <xsl:value-of select="@until_at-says"/></span></xsl:when>
    <xsl:when test="@waits"><span class="tag info"><xsl:call-template name="icon-clock"/>Waits for a comment</span></xsl:when>
    <xsl:when test="@seen_at"><span class="tag good"><xsl:call-template name="icon-check"/>Seen</span></xsl:when>
    <xsl:otherwise><span class="tag info">Not seen yet</span></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="document | report" mode="trace">
  <xsl:if test="@recalled_at">
    <p class="soft small">Recalled by <xsl:value-of select="@recalled_by"/>, <time datetime="{@recalled_at}"><xsl:value-of select="@recalled_at-says"/></time>: <xsl:value-of select="@recalled_why"/></p>
  </xsl:if>
</xsl:template>

<xsl:template match="page" mode="said">
  <xsl:apply-templates select="@done"/>
  <xsl:if test="@changed">
    <div class="note warn" role="alert"><xsl:call-template name="icon-alert"/>
      <div><p><b>Nothing was changed.</b> Somebody else was faster. Below is how it is now; please look and decide again.</p></div></div>
  </xsl:if>
</xsl:template>

<xsl:template match="@done">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/><div><p><xsl:apply-templates select="." mode="says"/></p></div></div>
</xsl:template>

<xsl:template match="@done[. = 'posted']" mode="says"><b>Posted.</b> It is in the record now. Those who may see it get an email that says only that there is something new.</xsl:template>
<xsl:template match="@done[. = 'dropped']" mode="says">The draft is gone. Nothing was posted.</xsl:template>
<xsl:template match="@done[. = 'recalled']" mode="says"><b>Recalled.</b> The patient and the family don’t see it any more. Staff still see it here.</xsl:template>
<xsl:template match="@done[. = 'held']" mode="says"><b>Held.</b> Only staff see it until the day you chose.</xsl:template>
<xsl:template match="@done[. = 'released']" mode="says"><b>Let go.</b> It is in the record now. Those who may see it get an email.</xsl:template>
<xsl:template match="@done[. = 'entered']" mode="says"><b>Entered.</b> The result is in the record.</xsl:template>
<xsl:template match="@done[. = 'commented']" mode="says"><b>Saved.</b> Your words stand before the numbers.</xsl:template>
<xsl:template match="@done[. = 'corrected']" mode="says"><b>Corrected.</b> The patient sees the new value, and what it said before.</xsl:template>
<xsl:template match="@done[. = 'reminded']" mode="says"><b>Posted.</b> The reminder is in the record now.</xsl:template>
<xsl:template match="@done[. = 'ended']" mode="says">The reminder is marked as done.</xsl:template>
<xsl:template match="@done[. = 'withdrawn']" mode="says">The reminder is withdrawn. The patient does not see it any more.</xsl:template>
<xsl:template match="@done[. = 'marked']" mode="says"><b>Confidential now.</b> Only the patient’s own account and staff see it.</xsl:template>
<xsl:template match="@done[. = 'unmarked']" mode="says"><b>Not confidential any more.</b> Everybody with access to the health record sees it.</xsl:template>

<xsl:template match="@done[. = 'decided']" mode="says"><b>Answered.</b> Who asked reads it in the portal, and gets an email that says only that there is an answer, if they get emails from us. What we agreed to stands on the patient’s page.</xsl:template>
<xsl:template match="@done[. = 'limit-ended']" mode="says"><b>The limit has ended.</b> It stays on record. Who asked reads who ended it and why.</xsl:template>
<xsl:template match="@done[. = 'limit-later']" mode="says"><b>The limit has ended for what is new.</b> Keep to it for what we had before. Who asked reads who ended it and why.</xsl:template>

<xsl:template match="@done[. = 'template-saved']" mode="says"><b>Saved.</b> It stands in the list below.</xsl:template>
<xsl:template match="@done[. = 'template-retired']" mode="says"><b>Out of use.</b> Letters that were written from it stay as they are.</xsl:template>
<xsl:template match="@done[. = 'template-restored']" mode="says"><b>In use again.</b></xsl:template>

<xsl:template name="back-to-documents">
  <p><a class="go" href="/staff/documents/{/page/person/@id}">Back to the documents</a></p>
</xsl:template>

<!-- A hidden value that a form carries along. -->
<xsl:template name="carry">
  <xsl:param name="name"/>
  <xsl:variable name="typed" select="/page/form/field[@name = $name]"/>
  <xsl:if test="string($typed)"><input type="hidden" name="{$name}" value="{$typed}"/></xsl:if>
</xsl:template>
</xsl:stylesheet>
