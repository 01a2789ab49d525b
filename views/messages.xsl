<!--
  GET /messages/:patient

  Expects: list @show @q @write @more @later; conversation (conversations.xsl);
  composer (composer.xsl).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="scene.xsl"/>
<xsl:include href="conversations.xsl"/>
<xsl:include href="composer.xsl"/>
<xsl:include href="letter.xsl"/>
<xsl:include href="files.xsl"/>

<xsl:template match="page" mode="title">Messages</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Messages</h1>
    <p><a class="go" href="/messages/{patient/@id}/notices">Emails about new messages</a></p></div>
  <xsl:apply-templates select="composer"/>
  <xsl:apply-templates select="list" mode="find"/>
  <xsl:choose>
    <xsl:when test="conversation"><xsl:apply-templates select="." mode="conversations"/></xsl:when>
    <xsl:otherwise><div class="sheet empty"><xsl:apply-templates select="list" mode="nothing"/></div></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="list" mode="pages"/>
</xsl:template>

<xsl:template match="list" mode="find">
  <search class="stack">
    <form method="get" action="/messages/{../patient/@id}" class="line">
      <div class="field"><label for="q">Find in messages</label>
        <input type="search" id="q" name="q" maxlength="100"><xsl:if test="@q"><xsl:attribute name="value"><xsl:value-of select="@q"/></xsl:attribute></xsl:if></input></div>
      <button class="btn quiet" type="submit"><xsl:call-template name="icon-search"/>Find</button>
    </form>
    <nav class="tabs" aria-label="Which messages"><ul>
      <xsl:call-template name="tab"><xsl:with-param name="show">all</xsl:with-param><xsl:with-param name="label">All</xsl:with-param></xsl:call-template>
      <xsl:call-template name="tab"><xsl:with-param name="show">new</xsl:with-param><xsl:with-param name="label">New</xsl:with-param></xsl:call-template>
      <xsl:call-template name="tab"><xsl:with-param name="show">waiting</xsl:with-param><xsl:with-param name="label">Waiting</xsl:with-param></xsl:call-template>
      <xsl:call-template name="tab"><xsl:with-param name="show">answered</xsl:with-param><xsl:with-param name="label">Answered</xsl:with-param></xsl:call-template>
      <xsl:call-template name="tab"><xsl:with-param name="show">closed</xsl:with-param><xsl:with-param name="label">Closed</xsl:with-param></xsl:call-template>
      <xsl:call-template name="tab"><xsl:with-param name="show">sent</xsl:with-param><xsl:with-param name="label">Sent</xsl:with-param></xsl:call-template>
    </ul></nav>
  </search>
</xsl:template>

<xsl:template name="tab">
  <xsl:param name="show"/>
  <xsl:param name="label"/>
  <li><a href="/messages/{../patient/@id}?show={$show}">
    <xsl:if test="@show = $show and not(@q)"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
    <xsl:value-of select="$label"/></a></li>
</xsl:template>

<xsl:template match="list" mode="nothing">
  <xsl:call-template name="scene"><xsl:with-param name="part" select="'0 210 720 480'"/></xsl:call-template>
  <h2>No messages yet</h2>
  <p>Write to the care team with “Send a message”. Their answer will stand here.</p>
</xsl:template>
<xsl:template match="list[@show != 'all' or @later]" mode="nothing">
  <h2>Nothing here</h2>
  <p><a class="go" href="/messages/{../patient/@id}">See all messages</a></p>
</xsl:template>
<xsl:template match="list[@q]" mode="nothing">
  <h2>Nothing found</h2>
  <p>No message holds these words. Try one word only, or a shorter one.</p>
  <p><a class="go" href="/messages/{../patient/@id}">See all messages</a></p>
</xsl:template>

<xsl:template match="list" mode="pages">
  <xsl:if test="@more or @later">
    <nav class="line" aria-label="Pages">
      <xsl:if test="@later"><a class="go" href="/messages/{../patient/@id}?show={@show}">Newest messages</a></xsl:if>
      <xsl:if test="@more">
        <form method="get" action="/messages/{../patient/@id}">
          <input type="hidden" name="show" value="{@show}"/>
          <xsl:if test="@q"><input type="hidden" name="q" value="{@q}"/></xsl:if>
          <input type="hidden" name="before" value="{../conversation[last()]/@last}"/>
          <button class="btn quiet" type="submit">Older messages</button>
        </form>
      </xsl:if>
    </nav>
  </xsl:if>
</xsl:template>
</xsl:stylesheet>
