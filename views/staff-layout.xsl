<!--
  Every page of the practice's side: a dark bar with what the member may open
  and their menu, then the page. A view imports this file and fills in:

    title       words, without any name of a patient
    main        what stands in the main part, its h1 first
    main-class  of the main part, if it is not one column: "wide desk"
    find        what else stands in the bar, as a search; nothing by default

  Expects: page @path @csrf @once @idle_seconds; practice; staff @name @email
  @initials @areas = inbox, charts, patients, access, documents, findings: what
  their roles let them open.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="staff-practice.xsl"/>

<xsl:template match="page" mode="body">
  <body class="staff" data-busy="Sending…">
    <xsl:if test="staff">
      <xsl:attribute name="data-idle"><xsl:value-of select="@idle_seconds"/></xsl:attribute>
    </xsl:if>
    <a class="skip" href="#main">Skip to main content</a>
    <xsl:apply-templates select="staff" mode="timeout"/>
    <xsl:apply-templates select="." mode="top"/>
    <main id="main">
      <xsl:attribute name="class"><xsl:apply-templates select="." mode="main-class"/></xsl:attribute>
      <xsl:apply-templates select="." mode="main"/>
    </main>
    <xsl:apply-templates select="practice" mode="foot"/>
  </body>
</xsl:template>

<xsl:template match="page" mode="main-class">wide main</xsl:template>
<xsl:template match="page" mode="find"/>

<xsl:template match="page" mode="top">
  <header class="top">
    <div class="wide">
      <xsl:apply-templates select="practice" mode="logo"/>
      <xsl:apply-templates select="staff" mode="places"/>
      <xsl:apply-templates select="." mode="find"/>
      <xsl:apply-templates select="staff" mode="menu"/>
    </div>
  </header>
</xsl:template>

<!-- Only what this member may open. -->
<xsl:template match="staff" mode="places">
  <nav class="places" aria-label="Main">
    <ul>
      <xsl:if test="contains(@areas, 'inbox')">
        <xsl:apply-templates select="." mode="place">
          <xsl:with-param name="path">/staff/inbox</xsl:with-param>
          <xsl:with-param name="name">Inbox</xsl:with-param>
        </xsl:apply-templates>
      </xsl:if>
      <xsl:if test="contains(@areas, 'patients')">
        <xsl:apply-templates select="." mode="place">
          <xsl:with-param name="path">/staff/patients</xsl:with-param>
          <xsl:with-param name="name">Patients</xsl:with-param>
        </xsl:apply-templates>
      </xsl:if>
      <xsl:if test="contains(@areas, 'documents')">
        <xsl:apply-templates select="." mode="place">
          <xsl:with-param name="path">/staff/documents</xsl:with-param>
          <xsl:with-param name="name">Documents</xsl:with-param>
        </xsl:apply-templates>
      </xsl:if>
    </ul>
  </nav>
</xsl:template>

<xsl:template match="staff" mode="place">
  <xsl:param name="path"/>
  <xsl:param name="name"/>
  <li><a class="top-link" href="{$path}">
    <xsl:if test="starts-with(/page/@path, $path)"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
    <xsl:value-of select="$name"/></a></li>
</xsl:template>

<xsl:template match="staff" mode="menu">
  <details class="menu me">
    <summary><xsl:call-template name="icon-person"/><span class="word"><xsl:value-of select="@name"/></span></summary>
    <div class="drop">
      <p>Signed in as <b><xsl:value-of select="@name"/></b><br/>
        <span class="soft small"><xsl:value-of select="@email"/></span></p>
      <hr/>
      <xsl:if test="contains(@areas, 'inbox')">
        <a href="/staff/inbox/away"><xsl:call-template name="icon-calendar"/>Out of office</a>
      </xsl:if>
      <a href="/staff/account/security"><xsl:call-template name="icon-lock"/>Sign-in and security</a>
      <form method="post" action="/staff/account/sign-out">
        <xsl:call-template name="token"/>
        <button type="submit"><xsl:call-template name="icon-out"/>Sign out</button>
      </form>
    </div>
  </details>
</xsl:template>

<xsl:template match="staff" mode="timeout">
  <xsl:call-template name="timeout">
    <xsl:with-param name="stay">/staff/account/stay</xsl:with-param>
  </xsl:call-template>
</xsl:template>
</xsl:stylesheet>
