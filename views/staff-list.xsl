<!--
  The inbox's left side: pools with counts, and the list that was asked for.

  Expects: pool @id @name @open @unassigned @late; mine @open @elsewhere @late;
  past @today @unread; list @show @pool @q @later with item @id @name @subject
  @state @confidential @unread @member @mine @covered @late @waits-says
  @last_at @writer @after: 51 at most, of which 50 are shown; conversation @id =
  the open one.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="page" mode="pools">
  <nav class="pools" aria-label="Pools">
    <ul>
      <xsl:call-template name="shelf">
        <xsl:with-param name="show">mine</xsl:with-param>
        <xsl:with-param name="n" select="mine/@open"/>
      </xsl:call-template>
      <xsl:call-template name="shelf">
        <xsl:with-param name="show">all</xsl:with-param>
        <xsl:with-param name="n" select="sum(pool/@open) + mine/@elsewhere"/>
      </xsl:call-template>
      <xsl:apply-templates select="pool"/>
      <xsl:call-template name="shelf">
        <xsl:with-param name="show">unassigned</xsl:with-param>
        <xsl:with-param name="n" select="sum(pool/@unassigned)"/>
      </xsl:call-template>
      <xsl:call-template name="shelf">
        <xsl:with-param name="show">late</xsl:with-param>
        <xsl:with-param name="n" select="sum(pool/@late) + mine/@late"/>
      </xsl:call-template>
      <xsl:call-template name="shelf">
        <xsl:with-param name="show">waitingread</xsl:with-param>
        <xsl:with-param name="n" select="past/@unread"/>
      </xsl:call-template>
      <xsl:call-template name="shelf">
        <xsl:with-param name="show">answered</xsl:with-param>
        <xsl:with-param name="n" select="past/@today"/>
      </xsl:call-template>
      <xsl:call-template name="shelf"><xsl:with-param name="show">closed</xsl:with-param></xsl:call-template>
    </ul>
  </nav>
</xsl:template>

<xsl:template name="shelf">
  <xsl:param name="show"/>
  <xsl:param name="n"/>
  <li><a href="/staff/inbox?show={$show}">
    <xsl:if test="list[@show = $show and not(@pool) and not(@q)]"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
    <span><xsl:call-template name="shelf-name"><xsl:with-param name="show" select="$show"/></xsl:call-template></span>
    <xsl:call-template name="number"><xsl:with-param name="n" select="$n"/></xsl:call-template></a></li>
</xsl:template>

<xsl:template name="shelf-name">
  <xsl:param name="show"/>
  <xsl:choose>
    <xsl:when test="$show = 'mine'">Mine</xsl:when>
    <xsl:when test="$show = 'unassigned'">Unassigned</xsl:when>
    <xsl:when test="$show = 'late'">Late</xsl:when>
    <xsl:when test="$show = 'waitingread'">Not read by the family</xsl:when>
    <xsl:when test="$show = 'answered'">Answered today</xsl:when>
    <xsl:when test="$show = 'closed'">Closed</xsl:when>
    <xsl:otherwise>All open</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="pool">
  <li><a href="/staff/inbox?pool={@id}">
    <xsl:if test="../list/@pool = @id"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
    <span><xsl:value-of select="@name"/></span>
    <xsl:call-template name="number"><xsl:with-param name="n" select="@open"/></xsl:call-template></a></li>
</xsl:template>

<xsl:template name="number">
  <xsl:param name="n"/>
  <xsl:choose>
    <xsl:when test="$n &gt; 999"><span class="n">999+</span></xsl:when>
    <xsl:when test="string($n)"><span class="n"><xsl:value-of select="$n"/></span></xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="list" mode="name">
  <xsl:choose>
    <xsl:when test="@q">Search: <xsl:value-of select="@q"/></xsl:when>
    <xsl:when test="@pool"><xsl:value-of select="../pool[@id = current()/@pool]/@name"/></xsl:when>
    <xsl:otherwise><xsl:call-template name="shelf-name"><xsl:with-param name="show" select="@show"/></xsl:call-template></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="list" mode="order">
  <xsl:choose>
    <xsl:when test="@q">newest first</xsl:when>
    <xsl:when test="@show = 'waitingread'">last 60 days, newest first</xsl:when>
    <xsl:when test="@show = 'closed'">last 60 days, newest first</xsl:when>
    <xsl:when test="@show = 'answered'">newest first</xsl:when>
    <xsl:otherwise>due first</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="list" mode="rows">
  <form class="line seek" action="/staff/inbox" role="search">
    <label class="vh" for="q">Find a conversation by patient name or record number</label>
    <input type="search" id="q" name="q" value="{@q}" placeholder="Name or record" maxlength="100"/>
    <button class="btn quiet" type="submit"><xsl:call-template name="icon-search"/><span class="vh">Find</span></button>
  </form>
  <xsl:choose>
    <xsl:when test="item">
      <ul class="rows mail"><xsl:apply-templates select="item[position() &lt;= 50]"/></ul>
      <xsl:apply-templates select="item[50][following-sibling::item]/@after"/>
    </xsl:when>
    <xsl:when test="@q"><p class="soft none">No conversation in your work fits. Try the family name, or the whole record number.</p></xsl:when>
    <xsl:when test="@later"><p class="soft none">That was all.</p></xsl:when>
    <xsl:otherwise><p class="soft none">Nothing here right now.</p></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A form, so that no name has to be written into a link. -->
<xsl:template match="@after">
  <form class="more-rows" action="/staff/inbox">
    <input type="hidden" name="show" value="{../../@show}"/>
    <xsl:if test="../../@pool"><input type="hidden" name="pool" value="{../../@pool}"/></xsl:if>
    <xsl:if test="../../@q"><input type="hidden" name="q" value="{../../@q}"/></xsl:if>
    <input type="hidden" name="after" value="{.}"/>
    <button class="btn quiet" type="submit">Show more</button>
  </form>
</xsl:template>

<xsl:template match="item">
  <xsl:variable name="open" select="/page/conversation/@id = @id"/>
  <li>
    <xsl:attribute name="class">
      <xsl:if test="$open">on </xsl:if>
      <xsl:choose><xsl:when test="@unread">unread</xsl:when><xsl:otherwise>read</xsl:otherwise></xsl:choose>
    </xsl:attribute>
    <div class="body"><h2><a>
      <xsl:attribute name="href">/staff/inbox/<xsl:value-of select="@id"/><xsl:apply-templates select=".." mode="query"/></xsl:attribute>
      <xsl:if test="$open"><xsl:attribute name="aria-current">true</xsl:attribute></xsl:if>
      <xsl:value-of select="@name"/><xsl:if test="@unread"><span class="vh">, new</span></xsl:if></a></h2>
      <p><xsl:value-of select="@subject"/></p></div>
    <div class="end"><span class="soft small nums"><xsl:apply-templates select="." mode="wait"/></span></div>
    <p class="soft small full"><xsl:apply-templates select="." mode="with"/>
      <xsl:if test="@writer"> · from <xsl:value-of select="@writer"/></xsl:if>
      <xsl:if test="@confidential = 1"><xsl:text> </xsl:text><span class="tag"><xsl:call-template name="icon-lock"/>Private</span></xsl:if>
      <xsl:if test="@late"><xsl:text> </xsl:text><span class="tag warn"><xsl:call-template name="icon-clock"/>Late</span></xsl:if></p>
  </li>
</xsl:template>

<xsl:template match="item" mode="wait"><xsl:value-of select="@last_at-says"/></xsl:template>
<xsl:template match="item[@waits-says]" mode="wait"><span class="vh">Waits </span><xsl:value-of select="@waits-says"/></xsl:template>

<xsl:template match="item" mode="with">
  <xsl:choose>
    <xsl:when test="@state = 'closed'">Closed</xsl:when>
    <xsl:when test="@state = 'answered'">Answered</xsl:when>
    <xsl:when test="@mine">With you</xsl:when>
    <xsl:when test="@covered">For <xsl:value-of select="@member"/></xsl:when>
    <xsl:when test="@member">With <xsl:value-of select="@member"/></xsl:when>
    <xsl:otherwise>Nobody yet</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- So that the list stays as it is when one of it is opened. -->
<xsl:template match="list" mode="query">
  <xsl:choose>
    <xsl:when test="@pool">?pool=<xsl:value-of select="@pool"/></xsl:when>
    <xsl:when test="not(@q) and @show != 'all'">?show=<xsl:value-of select="@show"/></xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="@done">
  <div class="note good slim" role="status"><xsl:call-template name="icon-check"/><div><p>
    <xsl:choose>
      <xsl:when test=". = 'sent'"><b>Your message was sent.</b> The family is told by email if they want that.</xsl:when>
      <xsl:when test=". = 'noted'"><b>Your note is there.</b> Only staff can see it.</xsl:when>
      <xsl:when test=". = 'saved'"><b>Saved for later.</b> Only you can see it.</xsl:when>
      <xsl:when test=". = 'taken'"><b>The text is in your draft.</b> Read it before you send it.</xsl:when>
      <xsl:when test=". = 'given'"><b>It was handed over.</b></xsl:when>
      <xsl:when test=". = 'closed'"><b>Closed.</b> It opens again when the family writes.</xsl:when>
      <xsl:when test=". = 'reopened'"><b>Open again.</b> It waits for an answer.</xsl:when>
      <xsl:when test=". = 'private'"><b>Private now.</b> Only the patient’s own account and staff can read it.</xsl:when>
      <xsl:when test=". = 'public'"><b>Not private any more.</b> All who have access to messages can read it.</xsl:when>
      <xsl:when test=". = 'away'"><b>Saved.</b> While you are away, your work is in the inbox of the person you chose.</xsl:when>
      <xsl:when test=". = 'back'"><b>Welcome back.</b> Nobody covers for you now.</xsl:when>
    </xsl:choose></p></div></div>
</xsl:template>
</xsl:stylesheet>
