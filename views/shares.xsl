<!--
  A secure link that was made, who opened it, and the button that stops it.

  Expects: share @id @name @email (none: handed over) @made_at-says @last_at
  @last_at-full @from_day-says @to_day-says (none: all time) @openings
  @openings_max @stopped_at-says @maker (another person) with visit @opened_at
  @opened_at-says for each opening, newest first; @state =
    works   it can be opened
    over    its last day has passed
    used    it was opened as often as it could be
    person  somebody stopped it
    codes   too many wrong codes ended it
    access  who made it has no access to the record any more
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="share" mode="listed">
  <li><xsl:call-template name="icon-link"/>
    <div class="body"><h3><xsl:value-of select="@name"/></h3>
      <p><xsl:apply-templates select="." mode="dates-sent"/> · made <time datetime="{@made_at}"><xsl:apply-templates select="@made_at-says" mode="within"/></time>
        <xsl:if test="@maker"> by <xsl:value-of select="@maker"/></xsl:if>
        <xsl:if test="@email"> · sent to <xsl:value-of select="@email"/></xsl:if></p>
      <p><xsl:apply-templates select="@state" mode="says"/></p>
      <xsl:apply-templates select="." mode="visits"/></div>
    <div class="end"><xsl:apply-templates select="@state" mode="share-tag"/>
      <xsl:if test="@state = 'works' or @state = 'used'">
        <form method="post" action="/records/{../patient/@id}/share/{@id}/stop">
          <xsl:call-template name="token"/>
          <button class="btn quiet stop" type="submit">Stop sharing<span class="vh"> with <xsl:value-of select="@name"/></span></button>
        </form>
      </xsl:if></div></li>
</xsl:template>

<xsl:template match="share" mode="visits"><p class="soft">Not opened yet.</p></xsl:template>

<xsl:template match="share[visit]" mode="visits">
  <p class="soft">Opened <xsl:value-of select="@openings"/> of <xsl:value-of select="@openings_max"/> times:
    <xsl:for-each select="visit"><xsl:if test="position() &gt; 1"> · </xsl:if><time datetime="{@opened_at}"><xsl:apply-templates select="@opened_at-says" mode="within"/></time></xsl:for-each></p>
</xsl:template>

<xsl:template match="share/@state" mode="says">Works until <time datetime="{../@last_at}"><xsl:value-of select="../@last_at-full"/></time>.</xsl:template>
<xsl:template match="share/@state[. = 'over']" mode="says">Ended <time datetime="{../@last_at}"><xsl:value-of select="../@last_at-full"/></time>: its last day is over.</xsl:template>
<xsl:template match="share/@state[. = 'used']" mode="says">It was opened as often as it could be. Who has it open can read on for an hour.</xsl:template>
<xsl:template match="share/@state[. = 'person']" mode="says">Stopped <time datetime="{../@stopped_at}"><xsl:apply-templates select="../@stopped_at-says" mode="within"/></time>.</xsl:template>
<xsl:template match="share/@state[. = 'codes']" mode="says">Ended <time datetime="{../@stopped_at}"><xsl:apply-templates select="../@stopped_at-says" mode="within"/></time>: somebody typed too many wrong codes.</xsl:template>
<xsl:template match="share/@state[. = 'access']" mode="says">Ended: <xsl:value-of select="../@maker"/> has no access to this record any more.</xsl:template>

<xsl:template match="@state" mode="share-tag"><span class="tag">Ended</span></xsl:template>
<xsl:template match="@state[. = 'works']" mode="share-tag"><span class="tag good"><xsl:call-template name="icon-check"/>Works</span></xsl:template>
<xsl:template match="@state[. = 'codes']" mode="share-tag"><span class="tag warn"><xsl:call-template name="icon-alert"/>Ended</span></xsl:template>
</xsl:stylesheet>
