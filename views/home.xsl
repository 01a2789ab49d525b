<!--
  GET /home/:patient

  Expects: new @kind = result, report (imaging), document, appointment,
  reminder, immunization, limit-answer and limit-end (of a request to limit
  sharing, without @title); @title, @href if there is more to see; one of @on_at @on_when
  @on_day with its -says, and of an appointment @on_when-full if it is known;
  @new = "1" if not yet looked at; @comment = "1" if the provider wrote to it;
  @by (who wrote, or who sees the patient), @place: where they are known;
  conversation and composer as those views say.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="scene.xsl"/>
<xsl:include href="names.xsl"/>
<xsl:include href="conversations.xsl"/>
<xsl:include href="composer.xsl"/>
<xsl:include href="letter.xsl"/>
<xsl:include href="files.xsl"/>

<xsl:template match="page" mode="title">Home</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:variable name="results" select="new[@kind = 'result' or @kind = 'report']"/>
  <div class="head"><p class="soft"><xsl:value-of select="@today-says"/></p>
    <h1>What is new for <xsl:apply-templates select="patient" mode="called"/></h1></div>
  <xsl:choose>
    <xsl:when test="new or conversation[@unread = 1]">
      <ul class="sheet flush rows">
        <xsl:apply-templates select="conversation[@unread = 1]" mode="news"/>
        <xsl:apply-templates select="$results"/>
        <xsl:apply-templates select="new[@kind != 'result' and @kind != 'report']"/>
      </ul>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates select="patient" mode="nothing"/></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="patient[contains(@areas, 'health') or contains(@areas, 'records')]" mode="ways"/>
  <xsl:apply-templates select="patient[contains(@areas, 'messages') or contains(@areas, 'billing')]" mode="messages"/>
</xsl:template>

<xsl:template match="patient" mode="called"><xsl:value-of select="@given"/></xsl:template>
<xsl:template match="patient[@basis = 'self']" mode="called">you</xsl:template>
<xsl:template match="patient[not(@given)]" mode="called"><xsl:value-of select="@name"/></xsl:template>

<xsl:template match="patient" mode="nothing">
  <div class="sheet empty">
    <xsl:call-template name="scene"><xsl:with-param name="part" select="'0 210 720 480'"/></xsl:call-template>
    <h2>Nothing new right now</h2>
    <p>When a test result, a letter or a visit is added to the record, you will see it here.</p>
  </div>
</xsl:template>

<xsl:template match="patient[@areas = 'billing']" mode="nothing">
  <div class="sheet empty">
    <xsl:call-template name="scene"><xsl:with-param name="part" select="'0 210 720 480'"/></xsl:call-template>
    <h2>Your access is for bills only</h2>
    <p>You can’t see health information here. Bills are not on this portal yet. For questions about a bill, send a message below, or call us at <xsl:apply-templates select="../practice/@phone" mode="tel"/>.</p>
  </div>
</xsl:template>

<xsl:template match="conversation" mode="news">
  <li class="unread"><xsl:call-template name="icon-messages"/>
    <div class="body"><h2><a href="/messages/{/page/patient/@id}/{@id}"><xsl:value-of select="@author"/> wrote to you</a></h2>
      <p class="soft"><span class="tag new">New</span><xsl:text> </xsl:text><xsl:value-of select="@subject"/> · <time datetime="{@last_at}"><xsl:value-of select="@last_at-says"/></time></p></div>
  </li>
</xsl:template>

<!-- One thing that is new. -->
<xsl:template match="new">
  <li>
    <xsl:if test="@new = 1"><xsl:attribute name="class">unread</xsl:attribute></xsl:if>
    <xsl:apply-templates select="@kind" mode="icon"/>
    <div class="body"><h2><xsl:apply-templates select="." mode="title"/></h2>
      <p class="soft">
        <xsl:if test="@new = 1"><span class="tag new">New</span><xsl:text> </xsl:text></xsl:if>
        <xsl:apply-templates select="@comment[. = 1]"/>
        <xsl:apply-templates select="@on_at | @on_when | @on_day" mode="on"/>
        <xsl:apply-templates select="@place"/></p></div>
  </li>
</xsl:template>

<xsl:template match="new" mode="title"><xsl:apply-templates select="@kind" mode="words"/></xsl:template>
<xsl:template match="new[@href]" mode="title"><a href="{@href}"><xsl:apply-templates select="@kind" mode="words"/></a></xsl:template>

<xsl:template match="@kind" mode="icon"><xsl:call-template name="icon-records"/></xsl:template>
<xsl:template match="@kind[. = 'result']" mode="icon"><xsl:call-template name="icon-results"/></xsl:template>
<xsl:template match="@kind[. = 'appointment' or . = 'reminder']" mode="icon"><xsl:call-template name="icon-calendar"/></xsl:template>
<xsl:template match="@kind[. = 'limit-answer' or . = 'limit-end']" mode="icon"><xsl:call-template name="icon-lock"/></xsl:template>
<xsl:template match="@kind[. = 'immunization']" mode="icon"><xsl:call-template name="icon-vaccination"/></xsl:template>

<xsl:template match="@kind" mode="words"><xsl:apply-templates select="../@title" mode="plain"/></xsl:template>
<xsl:template match="@kind[. = 'result']" mode="words"><xsl:apply-templates select="../@title" mode="plain"/>: result is in</xsl:template>
<xsl:template match="@kind[. = 'report']" mode="words"><xsl:apply-templates select="../@title" mode="plain"/>: report is in</xsl:template>
<xsl:template match="@kind[. = 'appointment']" mode="words">Visit: <xsl:apply-templates select="../@title" mode="plain"/></xsl:template>
<xsl:template match="new[starts-with(translate(@title, 'V', 'v'), 'visit')]/@kind[. = 'appointment']" mode="words"><xsl:apply-templates select="../@title" mode="plain"/></xsl:template>
<xsl:template match="@kind[. = 'reminder']" mode="words">Reminder: <xsl:value-of select="../@title"/></xsl:template>
<xsl:template match="@kind[. = 'immunization']" mode="words">Vaccine given: <xsl:apply-templates select="../@title" mode="plain"/></xsl:template>

<xsl:template match="@kind[. = 'limit-answer']" mode="words">We answered your request to limit sharing</xsl:template>
<xsl:template match="@kind[. = 'limit-end']" mode="words">We ended a limit on sharing that you asked for</xsl:template>

<xsl:template match="@comment">
  <xsl:choose>
    <xsl:when test="../@by">With a note from <xsl:value-of select="../@by"/> · </xsl:when>
    <xsl:otherwise>With a note from the care team · </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@*" mode="on">
  <time datetime="{.}"><xsl:apply-templates select="." mode="when"/></time>
  <xsl:if test="../@by and not(../@comment = 1)"> · <xsl:value-of select="../@by"/></xsl:if>
</xsl:template>

<xsl:template match="new[@kind = 'reminder']/@on_when" mode="when">Due <xsl:value-of select="../@on_when-says"/></xsl:template>
<xsl:template match="@*" mode="when"><xsl:value-of select="../@*[name() = concat(name(current()), '-says')]"/></xsl:template>
<xsl:template match="new[@kind = 'appointment']/@on_when[../@on_when-full]" mode="when"><xsl:value-of select="../@on_when-full"/></xsl:template>

<xsl:template match="@place"> · <xsl:value-of select="."/></xsl:template>

<!-- Quick ways to what is asked for most. -->
<xsl:template match="patient" mode="ways">
  <nav class="stack" aria-labelledby="ways">
    <h2 id="ways">Find it fast</h2>
    <div class="three pick">
      <xsl:if test="contains(@areas, 'health')">
        <a class="btn quiet" href="/health/{@id}"><xsl:call-template name="icon-pill"/>Medicines and allergies</a>
        <a class="btn quiet" href="/health/{@id}/results"><xsl:call-template name="icon-results"/>All results</a>
        <a class="btn quiet" href="/health/{@id}#vaccinations"><xsl:call-template name="icon-vaccination"/>Vaccinations</a>
      </xsl:if>
      <xsl:if test="contains(@areas, 'records')">
        <a class="btn quiet" href="/records/{@id}"><xsl:call-template name="icon-download"/>Download the record</a>
      </xsl:if>
    </div>
  </nav>
</xsl:template>

<!-- S72: what was said last, and a new message. -->
<xsl:template match="patient" mode="messages">
  <section class="stack" aria-labelledby="messages">
    <div class="head"><div class="line spread"><h2 id="messages">Messages</h2><a class="go" href="/messages/{@id}">See all messages</a></div></div>
    <xsl:apply-templates select="../composer"/>
    <xsl:apply-templates select=".." mode="conversations"/>
  </section>
</xsl:template>
</xsl:stylesheet>
