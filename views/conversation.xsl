<!--
  GET /messages/:patient/:id

  Expects: @sent after sending; conversation @id @subject @state @provider
  @office @pool @staff @private @received_at @due_at @given_at @answered_at
  @closed_at with -says; message @id @kind @author @relation @own @new @body
  @sent_at; file @message (files.xsl); draft (composer.xsl).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="conversations.xsl"/>
<xsl:include href="composer.xsl"/>
<xsl:include href="letter.xsl"/>
<xsl:include href="files.xsl"/>

<xsl:template match="page" mode="title">Message</xsl:template>

<xsl:template match="page" mode="main"><xsl:apply-templates select="conversation"/></xsl:template>

<xsl:template match="conversation">
  <xsl:if test="../@sent">
    <div class="note good" role="status"><xsl:call-template name="icon-check"/>
      <div><p><b>Your message was sent.</b><xsl:text> </xsl:text><xsl:apply-templates select="." mode="holder"/> has it.<xsl:if test="@due_at"> You can expect an answer by <xsl:apply-templates select="@due_at-says" mode="within"/>.</xsl:if></p></div></div>
  </xsl:if>
  <xsl:for-each select=".."><xsl:call-template name="problems"/></xsl:for-each>
  <div class="head"><p class="no-print"><a class="go" href="/messages/{../patient/@id}">Back to all messages</a></p>
    <h1><xsl:value-of select="@subject"/></h1>
    <p class="soft"><xsl:apply-templates select="." mode="to"/>
      <xsl:if test="@office"> · <xsl:value-of select="@office"/></xsl:if></p>
    <xsl:if test="@private = 1"><p><span class="tag"><xsl:call-template name="icon-lock"/>Private: only you and the practice can read it</span></p></xsl:if></div>
  <xsl:if test="@received_at">
    <section class="sheet" aria-label="Where your message is"><ol class="way"><xsl:apply-templates select="." mode="way"/></ol></section>
  </xsl:if>
  <div class="thread"><xsl:apply-templates select="../message"/></div>
  <xsl:apply-templates select="." mode="answer"/>
</xsl:template>

<xsl:template match="conversation" mode="way">
  <li class="done"><xsl:call-template name="icon-check"/><b>Received</b><span><xsl:apply-templates select="@received_at" mode="when"/></span></li>
  <xsl:if test="@staff or @given_at">
    <li class="done"><xsl:call-template name="icon-check"/><b>With <xsl:apply-templates select="." mode="holder"/></b><span><xsl:apply-templates select="@given_at" mode="when"/></span></li>
  </xsl:if>
  <xsl:choose>
    <xsl:when test="@state = 'waiting'">
      <li><xsl:call-template name="icon-reply"/><b>Answer</b><span class="soft"><xsl:apply-templates select="@due_at" mode="by"/></span></li>
    </xsl:when>
    <xsl:otherwise>
      <xsl:if test="@answered_at &gt;= @received_at or @answered_at"><li class="done"><xsl:call-template name="icon-check"/><b>Answered</b><span><xsl:apply-templates select="@answered_at" mode="when"/></span></li></xsl:if>
      <xsl:if test="@state = 'closed'"><li class="done"><xsl:call-template name="icon-check"/><b>Closed</b><span><xsl:apply-templates select="@closed_at" mode="when"/></span></li></xsl:if>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@*" mode="when"><time datetime="{.}"><xsl:value-of select="../@*[name() = concat(name(current()), '-says')]"/></time></xsl:template>
<xsl:template match="@due_at" mode="by">By <time datetime="{.}"><xsl:apply-templates select="../@due_at-says" mode="within"/></time></xsl:template>

<xsl:template match="message">
  <article aria-labelledby="m{@id}">
    <xsl:attribute name="class">msg <xsl:choose><xsl:when test="@kind = 'family'">mine</xsl:when><xsl:otherwise>theirs</xsl:otherwise></xsl:choose></xsl:attribute>
    <header>
      <h2 class="vh" id="m{@id}"><xsl:apply-templates select="." mode="heading"/></h2>
      <span><xsl:apply-templates select="." mode="author"/></span>
      <time datetime="{@sent_at}"><xsl:value-of select="@sent_at-says"/></time>
      <xsl:if test="@new = 1"><xsl:text> </xsl:text><span class="tag new">New</span></xsl:if>
    </header>
    <div class="letter"><p class="lines"><xsl:value-of select="@body"/></p></div>
    <xsl:variable name="files" select="../file[@message = current()/@id]"/>
    <xsl:if test="$files">
      <ul class="files"><xsl:apply-templates select="$files" mode="sent"/></ul>
      <xsl:apply-templates select="$files" mode="picture"/>
    </xsl:if>
  </article>
</xsl:template>

<xsl:template match="message" mode="heading">Message from <xsl:value-of select="@author"/></xsl:template>
<xsl:template match="message[@kind = 'practice']" mode="heading">Answer from <xsl:value-of select="@author"/></xsl:template>

<!-- "Dana Whitfield for Owen Whitfield (mother)" -->
<xsl:template match="message" mode="author"><b><xsl:value-of select="@author"/></b></xsl:template>
<xsl:template match="message[@relation]" mode="author">
  <b><xsl:value-of select="@author"/></b> for <xsl:value-of select="../patient/@name"/> (<xsl:value-of select="@relation"/>)<xsl:if test="@own = 1"><span class="soft"> · You</span></xsl:if>
</xsl:template>
<xsl:template match="message[@own = 1 and not(@relation)]" mode="author"><b>You</b></xsl:template>

<xsl:template match="conversation" mode="answer">
  <form class="sheet stack no-print" id="write" method="post" action="/messages/send/{../patient/@id}/{@id}" enctype="multipart/form-data" data-letter="/messages/{../patient/@id}/draft">
    <xsl:call-template name="token"/>
    <input type="hidden" name="conversation" value="{@id}"/>
    <h2>Write an answer</h2>
    <xsl:if test="@state = 'closed'"><p class="soft">This conversation is closed. If you write, it is opened again.</p></xsl:if>
    <div class="note bad slim"><xsl:call-template name="icon-phone"/>
      <div><p><b>Emergency? Call <a href="tel:911">911</a>.</b> Need help today? Call <xsl:apply-templates select="../practice/@phone" mode="tel"/>. Please do not wait for an answer here.</p></div></div>
    <xsl:call-template name="letter">
      <xsl:with-param name="label">Message</xsl:with-param>
      <xsl:with-param name="draft" select="../draft"/>
    </xsl:call-template>
    <xsl:call-template name="letter-end"><xsl:with-param name="send">Send message</xsl:with-param></xsl:call-template>
  </form>
  <xsl:apply-templates select="../draft" mode="drop"/>
</xsl:template>
</xsl:stylesheet>
