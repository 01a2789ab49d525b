<!--
  GET, POST /records/:patient/limits: Ask us to limit sharing

  Expects: part, restriction: see limits-words.xsl, with @asker of another
  person's; form/field of each part, says, paid: what was typed, with @error,
  and parts if none was chosen; limits @restriction; page @done = asked,
  withdrawn, ended.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="limits-words.xsl"/>

<xsl:template match="page" mode="title">My health: Ask us to limit sharing</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'records'"/></xsl:call-template>
  <xsl:apply-templates select="@done"/>
  <xsl:call-template name="problems"/>
  <section class="sheet stack" aria-labelledby="what"><h2 id="what">Ask us to limit sharing</h2>
    <p>We use health information to care for you, to send bills, and to run our office. Sometimes we share it with others, such as a health plan, another doctor, or family. You can ask us to do less of that.</p>
    <ul class="rows">
      <li><xsl:call-template name="icon-check"/><div class="body"><h3>When we must say yes</h3><p>You paid for the care yourself, in full, and you ask us not to tell a health plan about it.</p></div></li>
      <li><xsl:call-template name="icon-help"/><div class="body"><h3>When we may say no</h3><p>In all other cases. We look at each request. If we say no, we tell you why.</p></div></li>
      <li><xsl:call-template name="icon-alert"/><div class="body"><h3>When we may still share</h3><p>In an emergency, to treat you. And when a law says that we must.</p></div></li>
    </ul>
    <p class="soft">This does not change who can open the record in this portal. You choose that in <a href="/family/settings">Family Access settings</a>.</p>
    <xsl:if test="restriction"><p><a class="go" href="#requests">Your requests and our answers</a></p></xsl:if>
  </section>
  <xsl:apply-templates select="patient" mode="ask"/>
  <section class="sheet flush" aria-labelledby="requests"><div class="cap"><h2 id="requests">Your requests</h2></div>
    <xsl:choose>
      <xsl:when test="restriction"><ul class="rows"><xsl:apply-templates select="restriction"/></ul></xsl:when>
      <xsl:otherwise><p class="cap soft">You have not asked for a limit yet.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template match="patient" mode="ask">
  <xsl:variable name="error" select="../form/field[@name = 'parts']/@error"/>
  <form class="sheet stack" method="post" novalidate="novalidate" action="/records/{@id}/limits" aria-labelledby="ask">
    <h2 id="ask">New request</h2>
    <xsl:call-template name="token"/>
    <fieldset class="choices two" id="parts" tabindex="-1">
      <xsl:if test="$error"><xsl:attribute name="aria-describedby">parts-error</xsl:attribute></xsl:if>
      <legend>What should we share less of?</legend>
      <xsl:apply-templates select="$error" mode="beside"/>
      <xsl:for-each select="../part">
        <label class="choice bare"><xsl:call-template name="tick"><xsl:with-param name="name" select="@name"/></xsl:call-template>
          <xsl:text> </xsl:text><span><xsl:apply-templates select="."/></span></label>
      </xsl:for-each>
    </fieldset>
    <xsl:call-template name="area">
      <xsl:with-param name="name">says</xsl:with-param>
      <xsl:with-param name="label">Who should not get it, and for what?</xsl:with-param>
      <xsl:with-param name="hint">For example: Do not tell my sister about my visits. Up to <xsl:value-of select="../limits/@restriction"/> characters.</xsl:with-param>
      <xsl:with-param name="rows" select="4"/>
    </xsl:call-template>
    <label class="choice bare"><xsl:call-template name="tick"><xsl:with-param name="name">paid</xsl:with-param></xsl:call-template>
      <xsl:text> </xsl:text><span><b>I paid for this care myself in full. Do not tell my health plan.</b><xsl:text> </xsl:text><span class="hint">Write above which care you mean, and when it was.</span></span></label>
    <p><span class="about who-{@color}"><span class="disc small" aria-hidden="true"><xsl:value-of select="@initials"/></span><span>This is about the record of <b><xsl:value-of select="@name"/></b></span></span></p>
    <div class="actions"><button class="btn" type="submit">Send request</button></div>
  </form>
</xsl:template>

<xsl:template match="restriction">
  <li><xsl:call-template name="icon-lock"/>
    <div class="body"><h3><xsl:apply-templates select="@parts"/></h3>
      <p class="lines"><xsl:value-of select="@says"/></p>
      <xsl:if test="@paid"><p>Paid in full. Do not tell the health plan.</p></xsl:if>
      <p class="soft">Asked <time datetime="{@asked_at}"><xsl:apply-templates select="@asked_at-says" mode="within"/></time><xsl:if test="@asker"> by <xsl:value-of select="@asker"/></xsl:if>. <xsl:apply-templates select="." mode="trace"/></p>
      <xsl:if test="@answer"><div class="note voice"><div><p><b>Our answer</b></p><p class="lines"><xsl:value-of select="@answer"/></p></div></div></xsl:if>
      <xsl:apply-templates select="@later_says | @ended_says"/>
      <xsl:apply-templates select="." mode="end"/></div>
    <div class="end"><xsl:apply-templates select="@state" mode="limit-tag"/></div></li>
</xsl:template>

<xsl:template match="@later_says">
  <div class="note voice"><div><p><b>Why we ended it for what is new</b></p><p class="lines"><xsl:value-of select="."/></p>
    <xsl:if test="../@state != 'ended'"><p>We still keep to it for what we had before.</p></xsl:if></div></div>
</xsl:template>

<xsl:template match="@ended_says">
  <div class="note voice"><div><p><b>Why we ended it</b></p><p class="lines"><xsl:value-of select="."/></p></div></div>
</xsl:template>

<xsl:template match="restriction" mode="end"/>

<xsl:template match="restriction[@state = 'asked']" mode="end">
  <form method="post" action="/records/{../patient/@id}/limits/{@id}/end"><xsl:call-template name="token"/>
    <button class="btn quiet stop" type="submit">Take back<span class="vh"> this request: <xsl:apply-templates select="@parts"/></span></button></form>
</xsl:template>

<xsl:template match="restriction[@state = 'agreed' or @state = 'partly']" mode="end">
  <details class="more"><summary>End this limit<span class="vh">: <xsl:apply-templates select="@parts"/></span></summary>
    <form class="stack" method="post" action="/records/{../patient/@id}/limits/{@id}/end"><xsl:call-template name="token"/>
      <p>From then on we may use and share this information as the law lets us. You can ask us anew at any time.</p>
      <div class="actions"><button class="btn quiet stop" type="submit">End the limit</button></div></form></details>
</xsl:template>

<xsl:template match="@done">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/><div><p><xsl:apply-templates select="." mode="says"/></p></div></div>
</xsl:template>
<xsl:template match="@done" mode="says"><b>Your request was sent.</b> We will read it and answer here. You will see it on Health Records when there is an answer, and get an email if you get emails from us.</xsl:template>
<xsl:template match="@done[. = 'withdrawn']" mode="says"><b>You took your request back.</b> Nothing was changed.</xsl:template>
<xsl:template match="@done[. = 'ended']" mode="says"><b>The limit has ended.</b> We don’t keep to it any more.</xsl:template>

<xsl:template match="field[@name = 'says']/@error[. = 'required']" mode="says">Write who should not get it, and for what.</xsl:template>
<xsl:template match="field[@name = 'says']/@error[. = 'too-long']" mode="says">This is too long. Write up to <xsl:value-of select="../@max"/> characters.</xsl:template>
</xsl:stylesheet>
