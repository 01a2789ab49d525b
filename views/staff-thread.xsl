<!--
  GET /staff/inbox/:id: the list, and beside it one conversation.

  Expects: what staff-list.xsl does; conversation @id @subject @state
  @confidential @pool @member @mine @covered @begun_at @since_at @given_at
  @due_at @late @answered_at @seen_at @closed_at @provider @office; about @id
  @sorted @name @initials @mrn @birth_day @age-says = the patient; writer @name
  @relation @basis @level (full part bills none) = who of the family wrote last;
  reader @name = who could read an answer; undelivered @name @why @failed_at;
  other @name = who has it open, too; page @newest = newest message, @newer =
  newest that the writer had seen, if somebody wrote since; message, file: see
  staff-messages.xsl; draft, template, refused: see staff-compose.xsl; member
  @id @name @me @away and team @id @name = to whom it may be given; part,
  restriction, unseen: see staff-limits.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-list.xsl"/>
<xsl:include href="staff-about.xsl"/>
<xsl:include href="staff-limits.xsl"/>
<xsl:include href="staff-messages.xsl"/>
<xsl:include href="staff-compose.xsl"/>
<xsl:include href="staff-acts.xsl"/>
<xsl:include href="staff-keys.xsl"/>

<xsl:template match="page" mode="title">Conversation</xsl:template>
<xsl:template match="page" mode="main-class">wide desk open</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:apply-templates select="." mode="pools"/>
  <section class="list sheet" aria-labelledby="list">
    <div class="cap"><h2 id="list"><xsl:apply-templates select="list" mode="name"/></h2>
      <p class="soft small"><xsl:apply-templates select="list" mode="order"/></p></div>
    <xsl:apply-templates select="list" mode="rows"/>
  </section>
  <section class="stack open-thread" aria-labelledby="subject" data-thread="/staff/inbox/{conversation/@id}" data-newest="{@newest}">
    <p class="back"><a class="go"><xsl:attribute name="href">/staff/inbox<xsl:apply-templates select="list" mode="query"/></xsl:attribute>Back to <xsl:apply-templates select="list" mode="name"/></a></p>
    <xsl:apply-templates select="@done"/>
    <xsl:call-template name="problems"/>
    <xsl:call-template name="refused"/>
    <xsl:apply-templates select="@newer"/>
    <xsl:apply-templates select="about">
      <xsl:with-param name="chart" select="conversation/@id"/>
    </xsl:apply-templates>
    <xsl:call-template name="agreed-limits"/>
    <xsl:apply-templates select="undelivered"/>
    <xsl:apply-templates select="conversation"/>
    <xsl:apply-templates select="." mode="others"/>
    <div class="thread"><xsl:apply-templates select="message"/></div>
    <div class="note warn slim" role="status" hidden="" data-newer="newer"><xsl:call-template name="icon-alert"/>
      <div><p><b>Somebody has just written.</b> <a href="/staff/inbox/{conversation/@id}">Load the page again</a> to read it. What you write here is kept.</p></div></div>
    <xsl:apply-templates select="conversation" mode="compose"/>
    <xsl:apply-templates select="conversation" mode="acts"/>
    <xsl:call-template name="keys"/>
  </section>
</xsl:template>

<xsl:template match="@newer">
  <div class="note warn" id="problems" tabindex="-1"><xsl:call-template name="icon-alert"/>
    <div><h2>Your answer was not sent yet</h2>
      <p>Somebody has written since you opened this page. Look at what is new below. Your text and files are kept. Change them if you need to, then send.</p></div></div>
</xsl:template>

<xsl:template match="undelivered">
  <div class="note warn slim"><xsl:call-template name="icon-email"/>
    <div><p><b>Email to <xsl:value-of select="@name"/> could not be delivered.</b><xsl:if test="@why"> The mail server said: <xsl:value-of select="@why"/>.</xsl:if> They may not know that there is an answer. Call them.</p></div></div>
</xsl:template>

<xsl:template match="conversation">
  <div class="sheet stack">
    <div class="line spread"><div class="who-text"><h1 id="subject"><xsl:value-of select="@subject"/></h1>
      <p class="soft small"><xsl:value-of select="@pool"/>
        <xsl:if test="@provider"> · for <xsl:value-of select="@provider"/></xsl:if>
        <xsl:if test="@office"> · <xsl:value-of select="@office"/></xsl:if>
        <xsl:apply-templates select="../writer"/></p></div>
      <span class="tags"><xsl:apply-templates select="." mode="state"/>
        <xsl:if test="@late"><span class="tag warn"><xsl:call-template name="icon-clock"/>Late</span></xsl:if>
        <xsl:if test="@confidential = 1"><span class="tag"><xsl:call-template name="icon-lock"/>Private</span></xsl:if></span></div>
    <p class="small"><xsl:apply-templates select="." mode="promise"/></p>
  </div>
</xsl:template>

<xsl:template match="writer"> · from <b><xsl:value-of select="@name"/>, <xsl:choose>
  <xsl:when test="@relation"><xsl:value-of select="@relation"/></xsl:when>
  <xsl:otherwise>the patient</xsl:otherwise></xsl:choose>, <xsl:choose>
  <xsl:when test="@level = 'full'">Full access</xsl:when>
  <xsl:when test="@level = 'bills'">Billing only</xsl:when>
  <xsl:when test="@level = 'part'">Part of the record</xsl:when>
  <xsl:otherwise>no access any more</xsl:otherwise></xsl:choose></b></xsl:template>

<!-- In the words that the family sees. -->
<xsl:template match="conversation" mode="state">
  <span class="tag info"><xsl:call-template name="icon-clock"/>
    <xsl:choose>
      <xsl:when test="@state = 'closed'">Closed</xsl:when>
      <xsl:when test="@state = 'answered'">Answered</xsl:when>
      <xsl:when test="@member">With <xsl:value-of select="@member"/></xsl:when>
      <xsl:otherwise>Received</xsl:otherwise>
    </xsl:choose></span>
</xsl:template>

<xsl:template match="conversation" mode="promise">
  <xsl:choose>
    <xsl:when test="@state = 'waiting'">Waits since <time datetime="{@since_at}"><xsl:apply-templates select="@since_at-says" mode="within"/></time><xsl:if test="@due_at">. An answer was promised by <time datetime="{@due_at}"><xsl:value-of select="@due_at-full"/></time></xsl:if>.</xsl:when>
    <xsl:when test="@state = 'closed'">Closed <time datetime="{@closed_at}"><xsl:apply-templates select="@closed_at-says" mode="within"/></time>.</xsl:when>
    <xsl:otherwise>Answered <time datetime="{@answered_at}"><xsl:apply-templates select="@answered_at-says" mode="within"/></time>. <xsl:choose>
      <xsl:when test="@seen_at">The family read it <time datetime="{@seen_at}"><xsl:apply-templates select="@seen_at-says" mode="within"/></time>.</xsl:when>
      <xsl:otherwise>Nobody in the family has read it yet.</xsl:otherwise></xsl:choose></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@covered"> You work on it for <xsl:value-of select="@member"/>.</xsl:if>
</xsl:template>

<!-- The script fills it in when somebody comes. -->
<xsl:template match="page" mode="others">
  <div class="note slim" role="status" data-others="others">
    <xsl:if test="not(other)"><xsl:attribute name="hidden"></xsl:attribute></xsl:if>
    <xsl:call-template name="icon-eye"/>
    <div><p>Also open at: <b data-names="names"><xsl:for-each select="other"><xsl:if test="position() &gt; 1">; </xsl:if><xsl:value-of select="@name"/></xsl:for-each></b></p></div></div>
</xsl:template>
</xsl:stylesheet>
