<!-- Medical History: what counts as now and as past; allergies, problems. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- What counts as past, for each kind. -->
<xsl:key name="past" match="medication[contains(' completed stopped cancelled ended not-taken ', concat(' ', @status, ' '))]" use="'medication'"/>
<xsl:key name="past" match="allergy[@status != 'active' or @verification = 'refuted']" use="'allergy'"/>
<xsl:key name="past" match="problem[@category != 'concern' and contains(' inactive remission resolved ', concat(' ', @status, ' '))]" use="'problem'"/>
<xsl:key name="now" match="medication[not(contains(' completed stopped cancelled ended not-taken ', concat(' ', @status, ' ')))]" use="'medication'"/>
<xsl:key name="now" match="allergy[@status = 'active' and not(@verification = 'refuted')]" use="'allergy'"/>
<xsl:key name="now" match="problem[@category != 'concern' and not(contains(' inactive remission resolved ', concat(' ', @status, ' ')))]" use="'problem'"/>

<xsl:template name="how-many">
  <xsl:param name="kind"/>
  <xsl:if test="key('now', $kind) or key('past', $kind)">
    <span class="soft small"><xsl:value-of select="count(key('now', $kind))"/> now<xsl:if test="key('past', $kind)">, <xsl:value-of select="count(key('past', $kind))"/> past</xsl:if></span>
  </xsl:if>
</xsl:template>

<xsl:variable name="over" select="' completed stopped cancelled ended inactive remission resolved '"/>

<xsl:template match="*" mode="since">
  <xsl:choose>
    <xsl:when test="@start_when-says = @end_when-says or @onset_when-says = @end_when-says"><xsl:choose><xsl:when test="contains(@end_when-says, ',')">On </xsl:when><xsl:otherwise>In </xsl:otherwise></xsl:choose><xsl:apply-templates select="@end_when" mode="date"/></xsl:when>
    <xsl:when test="@start_when and @end_when">From <xsl:apply-templates select="@start_when" mode="date"/> to <xsl:apply-templates select="@end_when" mode="date"/></xsl:when>
    <xsl:when test="@onset_when and @end_when">From <xsl:apply-templates select="@onset_when" mode="date"/> to <xsl:apply-templates select="@end_when" mode="date"/></xsl:when>
    <xsl:when test="@start_when and contains($over, concat(' ', @status, ' '))">Started <xsl:apply-templates select="@start_when" mode="date"/></xsl:when>
    <xsl:when test="@onset_when and contains($over, concat(' ', @status, ' '))">Started <xsl:apply-templates select="@onset_when" mode="date"/></xsl:when>
    <xsl:when test="@start_when">Since <xsl:apply-templates select="@start_when" mode="date"/></xsl:when>
    <xsl:when test="@onset_when">Since <xsl:apply-templates select="@onset_when" mode="date"/></xsl:when>
    <xsl:when test="@end_when">Until <xsl:apply-templates select="@end_when" mode="date"/></xsl:when>
    <xsl:when test="@recorded_when">On the record since <xsl:apply-templates select="@recorded_when" mode="date"/></xsl:when>
    <xsl:otherwise>Start not on record</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@note" mode="note"><p class="small lines"><xsl:value-of select="."/></p></xsl:template>

<xsl:template match="record" mode="allergies">
  <xsl:variable name="past" select="key('past', 'allergy')"/>
  <section class="sheet flush" aria-labelledby="allergies">
    <div class="cap"><h2 id="allergies">Allergies</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="key('now', 'allergy')"/>
      <xsl:if test="not(key('now', 'allergy'))"><li><p class="soft">No allergies on record.<xsl:call-template name="tell-us"/></p></li></xsl:if>
      <xsl:if test="$past">
        <li><details class="more"><summary><span class="hidden">Show past allergies (<xsl:value-of select="count($past)"/>)</span><span class="shown">Hide past allergies</span></summary>
          <ul class="rows"><xsl:apply-templates select="$past"/></ul></details></li>
      </xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="allergy">
  <li><xsl:call-template name="icon-alert"/><div class="body">
    <h3><xsl:apply-templates select="@display" mode="plain"/><xsl:text> </xsl:text><xsl:apply-templates select="." mode="severity"/></h3>
    <xsl:if test="allergy_reaction"><p><xsl:apply-templates select="allergy_reaction"/></p></xsl:if>
    <p class="soft small"><xsl:apply-templates select="@verification"/><xsl:apply-templates select="." mode="since"/></p>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>

<xsl:template match="allergy[@none_known = 1]">
  <li><xsl:call-template name="icon-check"/><div class="body"><h3><xsl:apply-templates select="@display" mode="plain"/></h3>
    <p class="soft small">The care team asked, and there is none.</p></div></li>
</xsl:template>

<xsl:template match="allergy" mode="severity">
  <xsl:choose>
    <xsl:when test="allergy_reaction/@severity = 'severe'"><span class="tag bad">Severe</span></xsl:when>
    <xsl:when test="@criticality = 'high'"><span class="tag bad">High risk</span></xsl:when>
    <xsl:when test="allergy_reaction/@severity = 'moderate'"><span class="tag warn">Moderate</span></xsl:when>
    <xsl:when test="allergy_reaction/@severity = 'mild'"><span class="tag">Mild</span></xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:template match="allergy_reaction">
  <xsl:if test="position() &gt; 1">, </xsl:if>
  <xsl:apply-templates select="@display" mode="plain"/>
  <xsl:if test="@severity and last() &gt; 1"> (<xsl:value-of select="@severity"/>)</xsl:if>
</xsl:template>

<xsl:template match="@verification"/>
<xsl:template match="@verification[. = 'unconfirmed' or . = 'provisional' or . = 'presumed']">Not confirmed yet · </xsl:template>
<xsl:template match="@verification[. = 'refuted']">Found not to be so · </xsl:template>

<xsl:template match="record" mode="problems">
  <xsl:variable name="past" select="key('past', 'problem')"/>
  <section class="sheet flush" aria-labelledby="problems">
    <div class="cap"><h2 id="problems">Problems</h2><xsl:call-template name="how-many"><xsl:with-param name="kind" select="'problem'"/></xsl:call-template></div>
    <ul class="rows">
      <xsl:apply-templates select="key('now', 'problem')"/>
      <xsl:if test="not(key('now', 'problem'))"><li><p class="soft">No health problems on record now.<xsl:call-template name="tell-us"/></p></li></xsl:if>
      <xsl:if test="$past">
        <li><details class="more"><summary><span class="hidden">Show past problems (<xsl:value-of select="count($past)"/>)</span><span class="shown">Hide past problems</span></summary>
          <ul class="rows"><xsl:apply-templates select="$past"/></ul></details></li>
      </xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="problem">
  <li><div class="body"><h3><xsl:apply-templates select="@display" mode="plain"/></h3>
    <p class="soft"><xsl:apply-templates select="@verification"/>
      <xsl:apply-templates select="." mode="since"/>
      <xsl:if test="@severity"> · <xsl:apply-templates select="@severity" mode="plain"/></xsl:if>
      <xsl:if test="@provider_id"> · <xsl:apply-templates select="@provider_id" mode="name"/></xsl:if></p>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>
</xsl:stylesheet>
