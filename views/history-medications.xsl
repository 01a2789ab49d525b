<!-- Medical History: medications. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="record" mode="medications">
  <xsl:variable name="past" select="key('past', 'medication')"/>
  <section class="sheet flush" aria-labelledby="medications">
    <div class="cap"><h2 id="medications">Medications</h2><xsl:call-template name="how-many"><xsl:with-param name="kind" select="'medication'"/></xsl:call-template></div>
    <ul class="rows">
      <xsl:apply-templates select="key('now', 'medication')"/>
      <xsl:if test="not(key('now', 'medication'))"><li><p class="soft">No medicines on record now.<xsl:call-template name="tell-us"/></p></li></xsl:if>
      <xsl:if test="$past">
        <li><details class="more"><summary><span class="hidden">Show past medications (<xsl:value-of select="count($past)"/>)</span><span class="shown">Hide past medications</span></summary>
          <ul class="rows"><xsl:apply-templates select="$past"/></ul></details></li>
      </xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="medication">
  <li><xsl:call-template name="icon-pill"/><div class="body">
    <h3><xsl:apply-templates select="@display" mode="bare"/><xsl:apply-templates select="@status"/></h3>
    <xsl:apply-templates select="." mode="how"/>
    <p class="soft small">
      <xsl:if test="@reason">For <xsl:apply-templates select="@reason" mode="bare"/> · </xsl:if>
      <xsl:if test="@provider_id"><xsl:apply-templates select="@provider_id" mode="name"/> · </xsl:if>
      <xsl:apply-templates select="." mode="since"/>
      <xsl:if test="@refills and not(contains($over, concat(' ', @status, ' ')))"> · Refills left: <xsl:value-of select="@refills"/></xsl:if></p>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>

<xsl:template match="medication/@status"/>
<xsl:template match="medication/@status[. = 'on-hold']"><xsl:text> </xsl:text><span class="tag warn">On hold</span></xsl:template>
<xsl:template match="medication/@status[. = 'unknown']"><xsl:text> </xsl:text><span class="tag">Not sure if still taken</span></xsl:template>
<xsl:template match="medication/@status[. = 'draft']"><xsl:text> </xsl:text><span class="tag">Planned</span></xsl:template>

<xsl:template match="medication[@instructions]" mode="how"><p class="lines"><xsl:value-of select="@instructions"/></p></xsl:template>

<xsl:template match="@dose">
  <xsl:if test="not(../@dose_unit or contains($over, concat(' ', ../@status, ' ')))">Take </xsl:if>
  <xsl:choose>
    <xsl:when test="number() = number()"><xsl:value-of select="number()"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="../@dose_unit"><xsl:text> </xsl:text><xsl:apply-templates select="../@dose_unit" mode="unit"/></xsl:if>
</xsl:template>

<!-- Without the label's words: "1 tablet by mouth, 2 times a day". -->
<xsl:template match="medication" mode="how">
  <xsl:variable name="every" select="substring-before(substring-after(' h:hour d:day wk:week mo:month ', concat(' ', @period_unit, ':')), ' ')"/>
  <p>
    <xsl:apply-templates select="@dose"/>
    <xsl:if test="@route"><xsl:text> </xsl:text><xsl:value-of select="@route"/></xsl:if>
    <xsl:if test="@times and $every">
      <xsl:if test="@dose or @route">, </xsl:if>
      <xsl:choose>
        <xsl:when test="@times = 1">once</xsl:when>
        <xsl:otherwise><xsl:value-of select="number(@times)"/> times</xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="@period = 1 and $every = 'hour'"> an hour</xsl:when>
        <xsl:when test="@period = 1"> a <xsl:value-of select="$every"/></xsl:when>
        <xsl:otherwise> every <xsl:value-of select="number(@period)"/><xsl:text> </xsl:text><xsl:value-of select="$every"/>s</xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="@as_needed = 1">
      <xsl:choose>
        <xsl:when test="@dose or @route or @times">, when needed</xsl:when>
        <xsl:otherwise>When needed</xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:if test="not(@dose or @route or @times or @as_needed = 1 or contains($over, concat(' ', @status, ' ')))">Take it as your doctor told you.</xsl:if>
  </p>
</xsl:template>
</xsl:stylesheet>
