<!--
  GET /account/security, and what can't be done there.

  Expects: page @done = added, removed, devices; @why = last, many; @texts =
  "1" if text messages can be sent; @codes-left; option @id @kind @name
  @made_at @used_at; device @id @agent @address @made_at @seen_at.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="account-menu.xsl"/>

<xsl:template match="page" mode="title">
  <xsl:if test="@why">Error: </xsl:if>Security</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Security</h1>
    <p class="soft">What we ask for beside your password, and where.</p></div>
  <xsl:call-template name="account-menu"/>
  <xsl:apply-templates select="@done | @why" mode="note"/>
  <section class="sheet stack" aria-labelledby="options"><h2 id="options">Security options</h2>
    <xsl:choose>
      <xsl:when test="option"><ul class="rows"><xsl:apply-templates select="option"/></ul></xsl:when>
      <xsl:otherwise><p>You have none yet. With one, nobody gets in with your password alone.</p></xsl:otherwise>
    </xsl:choose>
    <div class="actions">
      <xsl:call-template name="add">
        <xsl:with-param name="kind" select="'app'"/>
        <xsl:with-param name="words">Add an authenticator app</xsl:with-param>
      </xsl:call-template>
      <xsl:if test="@texts">
        <xsl:call-template name="add">
          <xsl:with-param name="kind" select="'text'"/>
          <xsl:with-param name="words">Add a phone for text messages</xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:call-template name="add">
        <xsl:with-param name="kind" select="'passkey'"/>
        <xsl:with-param name="words">Add a passkey</xsl:with-param>
      </xsl:call-template>
    </div>
  </section>
  <xsl:if test="option">
    <section class="sheet stack" aria-labelledby="codes"><h2 id="codes">Recovery codes</h2>
      <p>You have <b><xsl:value-of select="@codes-left"/></b> of 10 left. New ones take the place of all older ones.</p>
      <form method="post" action="/account/security/codes">
        <xsl:call-template name="token"/>
        <button class="btn quiet" type="submit">Make new recovery codes</button>
      </form>
    </section>
  </xsl:if>
  <xsl:call-template name="devices"/>
</xsl:template>

<xsl:template name="devices">
  <section class="sheet stack" aria-labelledby="devices"><h2 id="devices">Remembered devices</h2>
    <xsl:choose>
      <xsl:when test="device">
        <p>There we ask for your password only.</p>
        <ul class="rows"><xsl:apply-templates select="device"/></ul>
        <form method="post" action="/account/security/devices">
          <xsl:call-template name="token"/>
          <button class="btn quiet" type="submit">Remove all</button>
        </form>
      </xsl:when>
      <xsl:otherwise><p>None. You can choose “Remember this device” when you sign in.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template name="add">
  <xsl:param name="kind"/>
  <xsl:param name="words"/>
  <form method="post" action="/account/security/add">
    <xsl:call-template name="token"/>
    <input type="hidden" name="kind" value="{$kind}"/>
    <button class="btn quiet" type="submit"><xsl:call-template name="icon-plus"/><xsl:value-of select="$words"/></button>
  </form>
</xsl:template>

<!-- The last one can only be replaced. -->
<xsl:template match="option">
  <li><div class="body"><h3><xsl:value-of select="@name"/></h3>
      <p class="soft small">Added <time datetime="{@made_at}"><xsl:apply-templates select="@made_at-says" mode="within"/></time> · last used <time datetime="{@used_at}"><xsl:apply-templates select="@used_at-says" mode="within"/></time></p></div>
    <div class="end">
      <form method="post" action="/account/security/add">
        <xsl:call-template name="token"/>
        <input type="hidden" name="kind" value="{@kind}"/>
        <input type="hidden" name="replaces" value="{@id}"/>
        <button class="btn quiet" type="submit">Replace<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="@name"/></span></button>
      </form>
      <xsl:if test="count(/page/option) &gt; 1">
        <form method="post" action="/account/security/remove">
          <xsl:call-template name="token"/>
          <input type="hidden" name="id" value="{@id}"/>
          <button class="btn quiet" type="submit">Remove<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="@name"/></span></button>
        </form>
      </xsl:if>
    </div></li>
</xsl:template>

<xsl:template match="device">
  <li><div class="body"><h3><xsl:value-of select="@agent"/></h3>
      <p class="soft small">Since <time datetime="{@made_at}"><xsl:apply-templates select="@made_at-says" mode="within"/></time>. Last used <time datetime="{@seen_at}"><xsl:apply-templates select="@seen_at-says" mode="within"/></time>. Internet address <xsl:value-of select="@address"/></p></div>
    <div class="end">
      <form method="post" action="/account/security/device">
        <xsl:call-template name="token"/>
        <input type="hidden" name="id" value="{@id}"/>
        <button class="btn quiet" type="submit">Remove<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="@agent"/></span></button>
      </form>
    </div></li>
</xsl:template>

<xsl:template match="@done" mode="note">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><xsl:apply-templates select="." mode="words"/></p></div></div>
</xsl:template>

<xsl:template match="@done[. = 'added']" mode="words"><b>Your security option works.</b> We told you by email, too.</xsl:template>
<xsl:template match="@done[. = 'removed']" mode="words"><b>It is removed.</b> We told you by email, too.</xsl:template>
<xsl:template match="@done[. = 'devices']" mode="words"><b>It is removed.</b> There we ask for your security option again.</xsl:template>

<xsl:template match="@why" mode="note">
  <div class="note bad" id="problems" tabindex="-1"><xsl:call-template name="icon-alert"/>
    <div><h2>There is a problem</h2><p><xsl:apply-templates select="." mode="words"/></p></div></div>
</xsl:template>

<xsl:template match="@why[. = 'last']" mode="words">This is your last security option. Add another one first, or replace it.</xsl:template>
<xsl:template match="@why[. = 'many']" mode="words">You have as many as we can keep. Remove one first.</xsl:template>
</xsl:stylesheet>
