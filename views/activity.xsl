<!--
  GET /records/:patient/activity: who looked at the record, what was done

  Expects: act @at @at-time @at-full @day @day-says @who @part @says, @me = "1"
  if it was the reader, @count and @since of looks that were folded, @refused
  = "1", @address where the reader may see it; page @grouped = "1" if they
  stand in order of time, @after = the id after which there are more; head
  @sealed_at and @digest of the newest seal, page @seal-key = how the key begins
  that made it; form/field who, kind, from, to,
  sort: what was asked for.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="activity-filter.xsl"/>
<xsl:include href="scene.xsl"/>

<xsl:key name="day" match="act" use="@day"/>
<xsl:variable name="whose">
  <xsl:choose>
    <xsl:when test="/page/patient/@basis = 'self'">your record</xsl:when>
    <xsl:otherwise>this record</xsl:otherwise>
  </xsl:choose>
</xsl:variable>

<xsl:template match="page" mode="title">Who looked at the record</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Who looked at <xsl:value-of select="$whose"/></h1>
    <p>Every time someone opens, changes or sends <xsl:value-of select="$whose"/>, it is written here. Nobody can remove a line.</p></div>
  <xsl:call-template name="problems"/>
  <xsl:call-template name="activity-filter"/>
  <xsl:choose>
    <xsl:when test="form/field/@error"/>
    <xsl:when test="not(act)"><xsl:call-template name="activity-empty"/></xsl:when>
    <xsl:when test="@grouped">
      <xsl:for-each select="act[generate-id() = generate-id(key('day', @day)[1])]">
        <xsl:call-template name="activity-table">
          <xsl:with-param name="acts" select="key('day', @day)"/>
          <xsl:with-param name="heading" select="@day-says"/>
          <xsl:with-param name="id" select="concat('d', @day)"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="activity-table">
        <xsl:with-param name="acts" select="act"/>
        <xsl:with-param name="heading" select="'All of these days'"/>
        <xsl:with-param name="id" select="'all'"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@after"><p><a class="go" rel="next"><xsl:attribute name="href"><xsl:call-template name="activity-link"/>&amp;after=<xsl:value-of select="@after"/></xsl:attribute>Show more</a></p></xsl:if>
  <xsl:call-template name="activity-keep"/>
  <div class="note info no-print"><xsl:call-template name="icon-help"/><div><p><b>Does something look wrong?</b> Call us at <xsl:apply-templates select="practice/@phone" mode="tel"/> and ask for the privacy officer. We will look into it and tell you what we find.</p></div></div>
</xsl:template>

<xsl:template name="activity-table">
  <xsl:param name="acts"/>
  <xsl:param name="heading"/>
  <xsl:param name="id"/>
  <section class="sheet" aria-labelledby="{$id}"><h2 id="{$id}"><xsl:value-of select="$heading"/></h2>
    <table class="cards log" role="table">
      <caption class="vh"><xsl:value-of select="$heading"/></caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">When</th><th role="columnheader" scope="col">Who</th><th role="columnheader" scope="col">What</th></tr></thead>
      <tbody role="rowgroup"><xsl:apply-templates select="$acts"/></tbody>
    </table>
  </section>
</xsl:template>

<xsl:template match="act">
  <tr role="row">
    <td role="cell" class="nums soft"><time datetime="{@at}">
      <xsl:choose>
        <xsl:when test="/page/@grouped"><xsl:value-of select="@at-time"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="@at-full"/></xsl:otherwise>
      </xsl:choose></time></td>
    <th role="rowheader" scope="row"><xsl:apply-templates select="." mode="who"/></th>
    <td role="cell">
      <xsl:if test="@refused"><span class="tag warn"><xsl:call-template name="icon-alert"/>Not done</span><xsl:text> </xsl:text></xsl:if>
      <xsl:value-of select="@says"/>
      <xsl:if test="@count"><span class="soft"> · <xsl:value-of select="@count"/> times<xsl:if test="@since != @at-time"> since <xsl:value-of select="@since"/></xsl:if></span></xsl:if>
      <xsl:if test="@address"><br/><span class="soft small">Internet address <xsl:value-of select="@address"/></span></xsl:if></td>
  </tr>
</xsl:template>

<xsl:template match="act" mode="who"><xsl:value-of select="@who"/><br/><span class="soft small"><xsl:value-of select="@part"/></span></xsl:template>
<xsl:template match="act[@who = 'operator']" mode="who"><xsl:value-of select="/page/practice/@short_name"/><br/><span class="soft small"><xsl:value-of select="@part"/></span></xsl:template>
<xsl:template match="act[@me]" mode="who">You<br/><span class="soft small"><xsl:value-of select="@who"/></span></xsl:template>

<xsl:template name="activity-empty">
  <div class="sheet empty">
    <xsl:call-template name="scene"><xsl:with-param name="part" select="'0 210 720 480'"/></xsl:call-template>
    <xsl:choose>
      <xsl:when test="form/field[string(.) and @name != 'sort']">
        <h2>Nothing like that</h2>
        <p>Nothing was done that fits what you chose. <a href="/records/{patient/@id}/activity">Show everything</a></p>
      </xsl:when>
      <xsl:otherwise>
        <h2>Nobody looked yet</h2>
        <p>As soon as someone opens <xsl:value-of select="$whose"/>, you will see it here.</p>
      </xsl:otherwise>
    </xsl:choose>
  </div>
</xsl:template>
</xsl:stylesheet>
