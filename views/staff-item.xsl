<!--
  A document or result on the practice's side: what became of it, who saw it, and
  what can be done: recall, hold, let go.

  Expects: the item @id @until_at @held_why @held_by @recalled_at @recalled_by
  @recalled_why @posted_by @added_at @signed @visit; seen @name @seen_at; limits
  @hold_days; form/field reason, note, until, why.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="document | report" mode="facts">
  <section class="sheet stack" aria-labelledby="about"><h2 id="about">About it</h2>
    <dl class="facts">
      <xsl:if test="@signed"><div><dt>Provider</dt><dd><xsl:value-of select="@signed"/></dd></div></xsl:if>
      <xsl:if test="@visit"><div><dt>Visit</dt><dd><xsl:apply-templates select="@visit" mode="bare"/></dd></div></xsl:if>
      <xsl:if test="@added_at"><div><dt>In the portal since</dt><dd><time datetime="{@added_at}"><xsl:value-of select="@added_at-says"/></time></dd></div></xsl:if>
      <div><dt>From</dt><dd><xsl:choose><xsl:when test="@posted_by"><xsl:value-of select="@posted_by"/></xsl:when><xsl:otherwise>Imported</xsl:otherwise></xsl:choose></dd></div>
      <div><dt>Seen by</dt><dd><xsl:for-each select="../seen"><xsl:if test="position() &gt; 1"><br/></xsl:if><xsl:value-of select="@name"/>, <time datetime="{@seen_at}"><xsl:apply-templates select="@seen_at-says" mode="within"/></time></xsl:for-each>
        <xsl:if test="not(../seen)">Nobody yet</xsl:if></dd></div>
    </dl></section>
</xsl:template>

<!-- Who holds or recalled it, before anything else. -->
<xsl:template match="document | report" mode="notes">
  <xsl:if test="@recalled_at">
    <div class="note warn"><xsl:call-template name="icon-alert"/>
      <div><p><b>Recalled.</b> Only staff see it. <xsl:value-of select="@recalled_by"/> recalled it, <time datetime="{@recalled_at}"><xsl:apply-templates select="@recalled_at-says" mode="within"/></time>: <xsl:value-of select="@recalled_why"/></p></div></div>
  </xsl:if>
  <xsl:if test="@until_at and not(@recalled_at)">
    <div class="note warn"><xsl:call-template name="icon-clock"/>
      <div><p><b>Held until <time datetime="{@until_at}"><xsl:value-of select="@until_at-full"/></time>.</b> Only staff see it. <xsl:value-of select="@held_by"/> holds it. <xsl:value-of select="@held_why"/></p></div></div>
  </xsl:if>
</xsl:template>

<xsl:template name="recall">
  <xsl:param name="what"/>
  <details class="sheet more">
    <xsl:if test="/page/form/field[@name = 'why']/@error"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
    <summary><xsl:call-template name="icon-close"/>Recall it</summary>
    <form class="stack" method="post" action="/staff/documents/{/page/person/@id}/{$what}/{@id}/recall">
      <p>The patient and the family won’t see it any more, and it counts nowhere. Staff still see it, with your name and the reason.</p>
      <xsl:call-template name="token"/>
      <xsl:call-template name="control">
        <xsl:with-param name="name">why</xsl:with-param>
        <xsl:with-param name="label">Why</xsl:with-param>
        <xsl:with-param name="hint">Only staff read this.</xsl:with-param>
        <xsl:with-param name="autocomplete">off</xsl:with-param>
      </xsl:call-template>
      <div class="actions"><button class="btn quiet stop" type="submit">Recall</button></div>
    </form>
  </details>
</xsl:template>

<xsl:template name="release">
  <xsl:param name="what"/>
  <form class="sheet stack" method="post" action="/staff/documents/{/page/person/@id}/{$what}/{@id}/release">
    <h2>Let it go early</h2>
    <p>The patient sees it at once.</p>
    <xsl:call-template name="token"/>
    <div class="actions"><button class="btn" type="submit">Let it go</button></div>
  </form>
</xsl:template>

<xsl:template name="hold">
  <xsl:param name="what"/>
  <xsl:variable name="fields" select="/page/form/field[@name = 'reason' or @name = 'note' or @name = 'until']"/>
  <details class="sheet more">
    <xsl:if test="$fields/@error"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
    <summary><xsl:call-template name="icon-clock"/>Hold it for a while</summary>
    <form class="stack" method="post" action="/staff/documents/{/page/person/@id}/{$what}/{@id}/hold">
      <p>Patients have a right to see their record at once. The law knows only these reasons to wait.</p>
      <xsl:call-template name="token"/>
      <fieldset class="choices" id="reason" tabindex="-1"><legend>Reason</legend>
        <xsl:apply-templates select="$fields[@name = 'reason']/@error" mode="beside"/>
        <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">reason</xsl:with-param><xsl:with-param name="value">harm</xsl:with-param></xsl:call-template> <span>It could harm somebody’s life or safety, in my own judgment of this patient</span></label>
        <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">reason</xsl:with-param><xsl:with-param name="value">asked</xsl:with-param></xsl:call-template> <span>The patient asked to wait</span></label>
        <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">reason</xsl:with-param><xsl:with-param name="value">law</xsl:with-param></xsl:call-template> <span>A law forbids it</span></label>
      </fieldset>
      <xsl:call-template name="control">
        <xsl:with-param name="name">note</xsl:with-param>
        <xsl:with-param name="label">In your words</xsl:with-param>
        <xsl:with-param name="hint">Only staff read this.</xsl:with-param>
        <xsl:with-param name="autocomplete">off</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="control">
        <xsl:with-param name="name">until</xsl:with-param>
        <xsl:with-param name="label">The patient sees it from this day on</xsl:with-param>
        <xsl:with-param name="hint">At most <xsl:value-of select="/page/limits/@hold_days"/> days ahead.</xsl:with-param>
        <xsl:with-param name="type">date</xsl:with-param>
        <xsl:with-param name="kind">w-date</xsl:with-param>
      </xsl:call-template>
      <div class="actions"><button class="btn quiet stop" type="submit">Hold</button></div>
    </form>
  </details>
</xsl:template>

<xsl:template match="field[@name = 'reason']/@error" mode="says">Please choose a reason.</xsl:template>
<xsl:template match="field[@name = 'note' or @name = 'why']/@error[. = 'required']" mode="says">Write why.</xsl:template>
<xsl:template match="field[@name = 'until']/@error[. = 'required']" mode="says">Enter the day from which the patient sees it.</xsl:template>
</xsl:stylesheet>
