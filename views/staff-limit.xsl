<!--
  GET, POST /staff/documents/:patient/limit/:id, POST .../end: one request to
  limit sharing

  Expects: person; part, request: see staff-limits.xsl; form/field decision,
  answer, why, says; limits @answer; page @done = decided, limit-later,
  limit-ended, @changed = "1" if it was not any more what the member saw,
  @gone = "1" if who asked can't read it in the portal any more.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-limits.xsl"/>

<xsl:template match="page" mode="title">Request to limit sharing</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="back-to-documents"/>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="@done"/>
  <xsl:if test="@changed">
    <div class="note warn" role="alert"><xsl:call-template name="icon-alert"/>
      <div><p><b>Nothing was changed.</b> Somebody else has answered or ended this, or it was taken back. Below is how it is now.</p></div></div>
  </xsl:if>
  <div class="head"><h1>Request to limit sharing</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:apply-templates select="request"/>
  <xsl:if test="@gone">
    <div class="note warn"><xsl:call-template name="icon-alert"/>
      <div><p><b>Who asked can’t open this record any more.</b> They get no email and can’t read here what you write. Tell the patient another way.</p></div></div>
  </xsl:if>
  <xsl:apply-templates select="request[@state = 'asked']" mode="decide"/>
  <xsl:apply-templates select="request[@state = 'agreed' or @state = 'partly']" mode="end"/>
</xsl:template>

<xsl:template match="request">
  <section class="sheet stack" aria-labelledby="request"><h2 id="request"><xsl:apply-templates select="@parts"/></h2>
    <p class="lines"><xsl:value-of select="@says"/></p>
    <xsl:if test="@paid"><p><b>“I paid for this care myself in full. Do not tell my health plan.”</b></p></xsl:if>
    <p class="soft"><xsl:apply-templates select="." mode="asked"/></p>
    <xsl:if test="@state != 'asked'">
      <p><xsl:apply-templates select="@state" mode="limit-tag"/></p>
      <xsl:if test="@answer"><p class="lines"><xsl:value-of select="@answer"/></p></xsl:if>
      <p class="soft"><xsl:apply-templates select="." mode="trace"/></p>
      <xsl:for-each select="@later_says | @ended_says"><p class="lines"><xsl:value-of select="."/></p></xsl:for-each>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template match="request" mode="decide">
  <xsl:choose>
    <xsl:when test="@paid">
      <div class="note warn"><xsl:call-template name="icon-bill"/>
        <div><p><b>The law wants a yes.</b> If the care was paid for in full, not by the plan, we must agree: the health plan gets nothing about it for bills or its own business, unless another law demands it (45 CFR 164.522(a)(1)(vi)). Say no only to what was not paid in full.</p></div></div>
    </xsl:when>
    <xsl:otherwise>
      <div class="note info"><xsl:call-template name="icon-info"/>
        <div><p>We may say no. What we agree to binds the whole practice, but for an emergency (45 CFR 164.522(a)).</p></div></div>
    </xsl:otherwise>
  </xsl:choose>
  <form class="sheet stack" method="post" novalidate="novalidate" action="/staff/documents/{../person/@id}/limit/{@id}" aria-labelledby="decide"><h2 id="decide">Decide</h2>
    <xsl:call-template name="token"/>
    <fieldset class="choices" id="decision" tabindex="-1"><legend>Do we agree?</legend>
      <xsl:apply-templates select="../form/field[@name = 'decision']/@error" mode="beside"/>
      <xsl:call-template name="decision"><xsl:with-param name="value">agreed</xsl:with-param><xsl:with-param name="words">Agree</xsl:with-param></xsl:call-template>
      <xsl:call-template name="decision"><xsl:with-param name="value">partly</xsl:with-param><xsl:with-param name="words">Agree to a part</xsl:with-param></xsl:call-template>
      <xsl:call-template name="decision"><xsl:with-param name="value">declined</xsl:with-param><xsl:with-param name="words">Not agree</xsl:with-param></xsl:call-template>
    </fieldset>
    <xsl:call-template name="area">
      <xsl:with-param name="name">answer</xsl:with-param>
      <xsl:with-param name="label">Words for who asked</xsl:with-param>
      <xsl:with-param name="hint">Needed unless we agree to all of it. Up to <xsl:value-of select="format-number(../limits/@answer, '#,##0')"/> characters.</xsl:with-param>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Send answer</button></div>
  </form>
</xsl:template>

<xsl:template name="decision">
  <xsl:param name="name">decision</xsl:param>
  <xsl:param name="value"/>
  <xsl:param name="words"/>
  <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value" select="$value"/></xsl:call-template><xsl:text> </xsl:text><span><xsl:value-of select="$words"/></span></label>
</xsl:template>

<!-- 45 CFR 164.522(a)(2): how an agreement ends. -->
<xsl:template match="request" mode="end">
  <form class="sheet stack" method="post" novalidate="novalidate" action="/staff/documents/{../person/@id}/limit/{@id}/end" aria-labelledby="end"><h2 id="end">End this limit</h2>
    <xsl:call-template name="token"/>
    <p><xsl:apply-templates select="." mode="how-it-ends"/></p>
    <fieldset class="choices" id="why" tabindex="-1"><legend>Why does it end?</legend>
      <xsl:apply-templates select="../form/field[@name = 'why']/@error" mode="beside"/>
      <xsl:call-template name="decision"><xsl:with-param name="name">why</xsl:with-param><xsl:with-param name="value">asked</xsl:with-param><xsl:with-param name="words">The patient asked for it, or agreed: it ends whole</xsl:with-param></xsl:call-template>
      <xsl:if test="not(@paid or @later_at)">
        <xsl:call-template name="decision"><xsl:with-param name="name">why</xsl:with-param><xsl:with-param name="value">later</xsl:with-param><xsl:with-param name="words">We end it for what comes from now on</xsl:with-param></xsl:call-template>
      </xsl:if>
    </fieldset>
    <xsl:call-template name="area">
      <xsl:with-param name="name">says</xsl:with-param>
      <xsl:with-param name="label">Words for the record</xsl:with-param>
      <xsl:with-param name="hint">Why; and when and how the patient asked or agreed, such as in a call. Who asked for the limit reads this. Up to <xsl:value-of select="format-number(../limits/@answer, '#,##0')"/> characters.</xsl:with-param>
    </xsl:call-template>
    <div class="actions"><button class="btn quiet stop" type="submit">End the limit</button></div>
  </form>
</xsl:template>

<xsl:template match="request" mode="how-it-ends">On our own we can end it only for what we get after the patient was told. We keep to it for what we had before (45 CFR 164.522(a)(2)).</xsl:template>
<xsl:template match="request[@later_at]" mode="how-it-ends">We have ended it for what is new. For the rest it ends if the patient asks for it or agrees (45 CFR 164.522(a)(2)).</xsl:template>
<xsl:template match="request[@paid]" mode="how-it-ends">The care was paid for in full: we may not end this on our own. It ends if the patient asks for it or agrees (45 CFR 164.522(a)(2)).</xsl:template>

<xsl:template match="field[@name = 'decision' or @name = 'why']/@error" mode="says">Please choose one.</xsl:template>
<xsl:template match="field[@name = 'says']/@error[. = 'required']" mode="says">Write why it ends.</xsl:template>
</xsl:stylesheet>
