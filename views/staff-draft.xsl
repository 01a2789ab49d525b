<!--
  GET /staff/documents/:patient/draft/:id: a document as the patient will see it

  Expects: person; document @id @kind @title @written_when @signed @visit
  @confidential @file @scan @letter; paper, unless the file is not clean yet;
  reader @name: who will see it; part, restriction, unseen: see
  staff-limits.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-limits.xsl"/>
<xsl:include href="names.xsl"/>
<xsl:include href="paper.xsl"/>

<xsl:template match="page" mode="title">Before you post</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>This is how the patient will see it</h1>
    <p class="soft">Nothing is posted yet.</p></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:call-template name="agreed-limits"/>
  <xsl:apply-templates select="document"/>
</xsl:template>

<xsl:template match="document">
  <article class="sheet stack" aria-labelledby="title">
    <h2 id="title"><xsl:value-of select="@title"/></h2>
    <p class="soft"><xsl:apply-templates select="@kind"/>, <time datetime="{@written_when}"><xsl:value-of select="@written_when-says"/></time>
      <xsl:if test="@signed"> · Signed by <xsl:value-of select="@signed"/></xsl:if>
      <xsl:if test="@visit"> · <xsl:apply-templates select="@visit" mode="bare"/></xsl:if></p>
    <xsl:apply-templates select="../paper"/>
    <xsl:apply-templates select="@scan"/>
  </article>
  <xsl:apply-templates select="." mode="goes"/>
  <form class="actions" method="post" action="/staff/documents/{../person/@id}/draft/{@id}/post">
    <xsl:call-template name="token"/>
    <xsl:if test="../paper"><button class="btn" type="submit">Post</button></xsl:if>
    <a class="btn quiet" href="/staff/documents/{../person/@id}/draft/{@id}/edit">Back</a>
    <button class="btn plain stop" type="submit" formaction="/staff/documents/{../person/@id}/draft/{@id}/drop">Delete the draft</button>
  </form>
</xsl:template>

<xsl:template match="@scan"/>
<xsl:template match="@scan[. = 'waiting']">
  <div class="note info"><xsl:call-template name="icon-clock"/><div><p>We are still checking this file for viruses. <a href="{/page/@path}">Look again</a></p></div></div>
</xsl:template>
<xsl:template match="@scan[. = 'infected']">
  <div class="note bad"><xsl:call-template name="icon-alert"/><div><p><b>This file holds a virus.</b> It can’t be posted. Delete the draft.</p></div></div>
</xsl:template>

<xsl:template match="document" mode="goes">
  <xsl:choose>
    <xsl:when test="../reader">
      <p><span class="about who-1"><span class="disc small" aria-hidden="true"><xsl:value-of select="../person/@initials"/></span>
        <span><xsl:for-each select="../reader"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@name"/></xsl:for-each> can see it, and <xsl:choose><xsl:when test="count(../reader) = 1">gets</xsl:when><xsl:otherwise>each gets</xsl:otherwise></xsl:choose> an email, about <b><xsl:value-of select="../person/@name"/></b></span></span></p>
    </xsl:when>
    <xsl:otherwise>
      <div class="note warn slim"><xsl:call-template name="icon-alert"/>
        <div><p><b>Nobody can see it in the portal now.</b> It waits there for the patient. Call them, or send it another way, too.</p></div></div>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@confidential"><p><span class="tag warn"><xsl:call-template name="icon-lock"/>Confidential</span> Only the patient’s own account and staff see it.</p></xsl:if>
</xsl:template>
</xsl:stylesheet>
