<!--
  POST /records/:patient/share: the link was made. It and its code are shown
  once: the database knows only their hashes.

  Expects: made @name @email (none: it is handed over) @phone = "ending in 42"
  if the code was texted; @link @code "1234 5678" @last_day-says @openings
  @wrong; qr of the link where it is handed over; app = the same link for apps
  that read SMART Health Links, with its qr.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="qr.xsl"/>

<xsl:template match="page" mode="title">My health: your secure link</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'records'"/></xsl:call-template>
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><b>The link for <xsl:value-of select="made/@name"/> is ready.</b> Now hand over the code. We show it only on this page.</p></div></div>
  <xsl:apply-templates select="made"/>
</xsl:template>

<xsl:template match="made">
  <section class="sheet stack" aria-labelledby="code"><h2 id="code">The code</h2>
    <div class="field w-code"><label class="vh" for="code-shown">The code</label>
      <input type="text" id="code-shown" readonly="" value="{@code}"/></div>
    <xsl:choose>
      <xsl:when test="@phone"><p>We texted it to the phone <xsl:value-of select="@phone"/>. You can tell it to them, too.</p></xsl:when>
      <xsl:otherwise><p>Tell it to <xsl:value-of select="@name"/> yourself, best by phone. Do not send it together with the link.</p></xsl:otherwise>
    </xsl:choose>
    <p class="soft">After <xsl:value-of select="@wrong"/> wrong codes the link ends.</p>
  </section>
  <section class="sheet stack" aria-labelledby="link"><h2 id="link">The link</h2>
    <xsl:if test="@email"><p>We sent it to <b><xsl:value-of select="@email"/></b>.</p></xsl:if>
    <div class="field">
      <label for="address"><xsl:choose><xsl:when test="@email">You can hand it over, too</xsl:when><xsl:otherwise>Copy it, and hand it over</xsl:otherwise></xsl:choose></label>
      <input type="text" id="address" readonly="" value="{@link}"/>
    </div>
    <xsl:apply-templates select="qr"><xsl:with-param name="label">QR code of the link</xsl:with-param></xsl:apply-templates>
    <p>It works through <xsl:value-of select="@last_day-says"/>, and can be opened <xsl:value-of select="@openings"/><xsl:choose><xsl:when test="@openings = 1"> time</xsl:when><xsl:otherwise> times</xsl:otherwise></xsl:choose>. We email you each time.</p>
  </section>
  <xsl:apply-templates select="app"/>
  <p><a class="btn" href="/records/{../patient/@id}/share">I have handed it over</a></p>
</xsl:template>

<xsl:template match="app">
  <section class="sheet stack" aria-labelledby="app"><h2 id="app">For an app that reads SMART Health Links</h2>
    <p>Scan this with the other doctor’s app. They will also need the code.</p>
    <xsl:apply-templates select="qr"><xsl:with-param name="label">QR code for an app</xsl:with-param></xsl:apply-templates>
    <div class="field">
      <label for="app-link">Or copy it</label>
      <input type="text" id="app-link" readonly="" value="{text()}"/>
    </div>
    <p class="soft">It is the same link: one code, the same last day, and each time counts. This page shows it only once.</p>
  </section>
</xsl:template>
</xsl:stylesheet>
