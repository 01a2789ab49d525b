<!--
  GET /staff/documents/:patient/result/:id, and what is posted from there

  Expects: person; report @id @category @display @status @taken_when
  @issued_when @comment @comment_by @narrative @version @waits_at and what
  staff-item.xsl says; observation @id @display @comparator @value @unit @low
  @high @range_text @flag @status; past @observation_id @comparator @value @unit
  @replaced_when; page @done @changed; limits @comment.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-item.xsl"/>
<xsl:include href="staff-fields.xsl"/>
<xsl:include href="staff-flags.xsl"/>
<xsl:include href="names.xsl"/>

<xsl:template match="page" mode="title">Result</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="back-to-documents"/>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="." mode="said"/>
  <div class="head"><h1><xsl:apply-templates select="report/@display" mode="plain"/></h1>
    <p class="soft"><xsl:apply-templates select="report/@category"/><xsl:apply-templates select="report" mode="when"/></p></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:apply-templates select="report" mode="notes"/>
  <xsl:apply-templates select="report/@waits_at"/>
  <xsl:apply-templates select="report"/>
  <xsl:apply-templates select="report" mode="facts"/>
  <xsl:if test="contains(staff/@areas, 'findings')">
    <p><a class="go" href="/staff/documents/{person/@id}/confidential?kind=report">Make it confidential, or not</a></p>
    <xsl:apply-templates select="report[not(@recalled_at)]" mode="act"/>
  </xsl:if>
</xsl:template>

<xsl:template match="report" mode="when">
  <xsl:choose>
    <xsl:when test="@taken_when">, done <time datetime="{@taken_when}"><xsl:value-of select="@taken_when-says"/></time></xsl:when>
    <xsl:when test="@issued_when">, sent to us <time datetime="{@issued_when}"><xsl:value-of select="@issued_when-says"/></time></xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="@waits_at">
  <div class="note info"><xsl:call-template name="icon-clock"/>
    <div><p><b>Waits for your comment.</b> The patient asked to hear from you first. Without a comment it shows on <time datetime="{.}"><xsl:value-of select="../@waits_at-full"/></time>.</p></div></div>
</xsl:template>

<xsl:template match="report">
  <xsl:if test="observation | ../observation">
    <section class="sheet flush" aria-labelledby="values"><div class="cap"><h2 id="values">Values</h2></div>
      <ul class="rows"><xsl:apply-templates select="../observation"/></ul></section>
  </xsl:if>
  <xsl:if test="string(@narrative)"><section class="sheet stack" aria-labelledby="words"><h2 id="words">The report in words</h2><p class="lines"><xsl:value-of select="@narrative"/></p></section></xsl:if>
  <xsl:if test="not(contains(../staff/@areas, 'findings')) and string(@comment)"><section class="sheet stack" aria-labelledby="said"><h2 id="said">Comment</h2><p class="lines"><xsl:value-of select="@comment"/></p></section></xsl:if>
</xsl:template>

<xsl:template match="observation">
  <li><div class="body"><h3><xsl:apply-templates select="@display" mode="plain"/></h3>
      <p><span class="nums"><xsl:apply-templates select="." mode="value"/></span><xsl:apply-templates select="@flag" mode="tag"/>
        <xsl:if test="@status = 'corrected'"><xsl:text> </xsl:text><span class="tag info">Corrected</span></xsl:if></p>
      <xsl:if test="@low or @high or @range_text"><p class="soft small">Usual: <xsl:apply-templates select="." mode="range"/></p></xsl:if>
      <xsl:apply-templates select="../past[@observation_id = current()/@id]"/></div>
    <xsl:if test="contains(../staff/@areas, 'findings') and @value and not(../report/@recalled_at)">
      <div class="end"><a class="btn plain" href="/staff/documents/{../person/@id}/value/{@id}">Correct<span class="vh">: <xsl:apply-templates select="@display" mode="plain"/></span></a></div>
    </xsl:if></li>
</xsl:template>

<xsl:template match="past">
  <p class="soft small">Was <del><xsl:apply-templates select="." mode="value"/></del><xsl:if test="@replaced_when">, until <time datetime="{@replaced_when}"><xsl:value-of select="@replaced_when-says"/></time></xsl:if></p>
</xsl:template>

<xsl:template match="report" mode="act">
  <form class="sheet stack" method="post" action="/staff/documents/{../person/@id}/result/{@id}/comment">
    <h2>What you say about it</h2>
    <p class="soft">It stands before the numbers.<xsl:if test="@comment_by"> Written by <xsl:value-of select="@comment_by"/>.</xsl:if></p>
    <xsl:call-template name="token"/>
    <input type="hidden" name="version" value="{@version}"/>
    <xsl:if test="../@changed and string(../form/field[@name = 'comment'])"><div class="note warn slim"><div><p><b>It says now:</b></p><p class="lines"><xsl:value-of select="@comment"/></p></div></div></xsl:if>
    <xsl:call-template name="area">
      <xsl:with-param name="name">comment</xsl:with-param>
      <xsl:with-param name="label">Comment</xsl:with-param>
      <xsl:with-param name="hint">Up to <xsl:value-of select="format-number(../limits/@comment, '#,##0')"/> characters.</xsl:with-param>
      <xsl:with-param name="text" select="@comment"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Save comment</button></div>
  </form>
  <xsl:choose>
    <xsl:when test="@until_at"><xsl:call-template name="release"><xsl:with-param name="what">result</xsl:with-param></xsl:call-template></xsl:when>
    <xsl:otherwise><xsl:call-template name="hold"><xsl:with-param name="what">result</xsl:with-param></xsl:call-template></xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="recall"><xsl:with-param name="what">result</xsl:with-param></xsl:call-template>
</xsl:template>
</xsl:stylesheet>
