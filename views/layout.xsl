<!--
  Every page: html, head, skip link, top bar, whose record it is, navigation,
  foot. A view imports this file and fills in two modes of "page":

    title   words, without any name of a patient (browsers keep titles)
    main    what stands in the main part, its h1 first

  Expects: page @program @today-says @now-full @csrf @idle_seconds;
  practice; account when signed in, on the practice's side staff; patient = whose record is open; person =
  each patient the account may open; of both @unread: answers not yet read.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="icons.xsl"/>
<xsl:include href="practice.xsl"/>
<xsl:include href="whose.xsl"/>
<xsl:include href="form.xsl"/>

<xsl:output method="html" encoding="UTF-8" indent="no"/>

<!--
  Where "home" is: of the open record, or of the account's first patient; of
  the practice's people what their roles let them open.
-->
<xsl:variable name="somebody" select="/page/patient | /page[not(patient)]/person[1]"/>
<xsl:variable name="home">
  <xsl:choose>
    <xsl:when test="contains(/page/staff/@areas, 'inbox')">/staff/inbox</xsl:when>
    <xsl:when test="contains(/page/staff/@areas, 'charts')">/staff/patients</xsl:when>
    <xsl:when test="/page/staff">/staff/account/security</xsl:when>
    <xsl:when test="starts-with(/page/@path, '/staff/')">/staff/account/sign-in</xsl:when>
    <xsl:when test="$somebody">/home/<xsl:value-of select="$somebody/@id"/></xsl:when>
    <xsl:when test="/page/account">/account/welcome</xsl:when>
    <xsl:otherwise>/account/sign-in</xsl:otherwise>
  </xsl:choose>
</xsl:variable>

<xsl:template match="/page">
  <html lang="en-US">
    <head>
      <!-- In this form, so that libxslt does not add one of its own. -->
      <meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
      <title>
        <xsl:if test="form/field/@error">Error: </xsl:if>
        <xsl:apply-templates select="." mode="title"/>
        <xsl:text> · </xsl:text>
        <xsl:value-of select="practice/@short_name"/>
      </title>
      <link rel="stylesheet" href="/static/kith.css"/>
      <link rel="icon" href="/static/mark.svg"/>
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)"/>
      <meta name="theme-color" content="#16211e" media="(prefers-color-scheme: dark)"/>
      <script type="module" src="/static/kith.js"></script>
      <xsl:apply-templates select="." mode="script"/>
    </head>
    <xsl:apply-templates select="." mode="body"/>
  </html>
</xsl:template>

<!-- A page with a script of its own overrides this. -->
<xsl:template match="page" mode="script"/>

<xsl:template match="page" mode="body">
  <body data-busy="Sending…">
    <xsl:if test="account and @idle_seconds">
      <xsl:attribute name="data-idle"><xsl:value-of select="@idle_seconds"/></xsl:attribute>
    </xsl:if>
    <a class="skip" href="#main">Skip to main content</a>
    <xsl:apply-templates select="account" mode="timeout"/>
    <xsl:apply-templates select="." mode="top"/>
    <xsl:apply-templates select="patient" mode="whose"/>
    <div class="wide frame">
      <xsl:apply-templates select="$somebody" mode="nav"/>
      <main class="main" id="main">
        <xsl:apply-templates select="." mode="main"/>
      </main>
    </div>
    <xsl:apply-templates select="practice" mode="foot"/>
  </body>
</xsl:template>

<xsl:template match="page" mode="top">
  <header class="top">
    <div class="wide">
      <xsl:apply-templates select="practice" mode="logo"/>
      <xsl:if test="contains($somebody/@areas, 'messages') or contains($somebody/@areas, 'billing')">
        <a class="top-link" href="/messages/{$somebody/@id}">
          <xsl:call-template name="icon-messages"/>
          <span class="word">Messages</span>
          <xsl:apply-templates select="$somebody/@unread[. &gt; 0]" mode="count"/>
        </a>
      </xsl:if>
      <xsl:apply-templates select="account" mode="menu"/>
    </div>
  </header>
</xsl:template>

<xsl:template match="@unread" mode="count">
  <span class="count">
    <xsl:value-of select="."/><span class="vh"> unread</span>
  </span>
</xsl:template>

<xsl:template match="@unread[. &gt; 99]" mode="count">
  <span class="count">99+<span class="vh"> unread</span></span>
</xsl:template>

<xsl:template match="account" mode="menu">
  <details class="menu me">
    <summary><xsl:call-template name="icon-person"/><span class="word">My profile</span></summary>
    <div class="drop">
      <p>Signed in as <b><xsl:value-of select="@name"/></b><br/>
        <span class="soft small"><xsl:value-of select="@email"/></span></p>
      <a href="/family/settings"><xsl:call-template name="icon-family"/>Family Access settings</a>
      <a href="/account/security"><xsl:call-template name="icon-lock"/>Security</a>
      <xsl:if test="contains($somebody/@areas, 'records')"><a href="/records/{$somebody/@id}/activity"><xsl:call-template name="icon-eye"/>Who looked at the record</a></xsl:if>
      <hr/>
      <form method="post" action="/account/sign-out">
        <xsl:call-template name="token"/>
        <button type="submit"><xsl:call-template name="icon-out"/>Sign out</button>
      </form>
    </div>
  </details>
</xsl:template>

<xsl:template match="account" mode="timeout">
  <xsl:call-template name="timeout">
    <xsl:with-param name="stay">/account/stay</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- Hidden until kith.js shows it, two minutes before the session ends. -->
<xsl:template name="timeout">
  <xsl:param name="stay"/>
  <div class="note warn timeout no-print" role="alert" hidden="">
    <xsl:call-template name="icon-clock"/>
    <div><p><b>You will be signed out in 2 minutes.</b><xsl:text> </xsl:text>
      <button class="btn plain" type="button" data-stay="{$stay}" data-csrf="{/page/@csrf}">Stay signed in</button></p></div>
  </div>
</xsl:template>

<!-- Only what is built and what the account may open stands here. -->
<xsl:template match="patient | person" mode="nav">
  <xsl:variable name="program" select="/page/@program"/>
  <nav class="nav" aria-label="Main">
    <ul>
      <li><a href="{$home}">
        <xsl:if test="$program = 'home'"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
        <xsl:call-template name="icon-home"/><span>Home</span></a></li>
      <xsl:if test="contains(@areas, 'health') or contains(@areas, 'records')">
        <li><a>
          <xsl:attribute name="href">
            <xsl:choose>
              <xsl:when test="contains(@areas, 'health')">/health/</xsl:when>
              <xsl:otherwise>/records/</xsl:otherwise>
            </xsl:choose>
            <xsl:value-of select="@id"/>
          </xsl:attribute>
          <xsl:if test="$program = 'health' or $program = 'records'"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
          <xsl:call-template name="icon-health"/><span>My health</span></a></li>
      </xsl:if>
      <xsl:if test="contains(@areas, 'messages') or contains(@areas, 'billing')">
        <li><a href="/messages/{@id}">
          <xsl:if test="$program = 'messages'"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
          <xsl:call-template name="icon-messages"/><span>Messages</span></a></li>
      </xsl:if>
    </ul>
  </nav>
</xsl:template>

<!-- A time in the middle of a sentence: "since today, 2:15 PM". -->
<xsl:template match="@*" mode="within"><xsl:value-of select="."/></xsl:template>
<xsl:template match="@*[starts-with(., 'Today')]" mode="within">t<xsl:value-of select="substring(., 2)"/></xsl:template>
<xsl:template match="@*[starts-with(., 'Yesterday')]" mode="within">y<xsl:value-of select="substring(., 2)"/></xsl:template>
</xsl:stylesheet>
