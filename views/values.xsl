<!--
  How the record is said: names, dates, values with units, flags and ranges.
  Names stand before codes, and codes are not shown.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="names.xsl"/>

<xsl:key name="provider" match="record/provider" use="@id"/>
<xsl:key name="location" match="record/location" use="@id"/>
<xsl:key name="organization" match="record/organization" use="@id"/>

<!-- A date as a person says it, from any @..._when, @..._day or @..._at. -->
<xsl:template match="@*" mode="date">
  <xsl:variable name="says" select="concat(name(), '-says')"/>
  <time datetime="{.}"><xsl:value-of select="../@*[name() = $says]"/></time>
</xsl:template>

<!-- With the time of day, where it is known. -->
<xsl:template match="@*" mode="time">
  <xsl:variable name="full" select="../@*[name() = concat(name(current()), '-full')]"/>
  <xsl:choose>
    <xsl:when test="$full"><time datetime="{.}"><xsl:value-of select="$full"/></time></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="date"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The same for those that come by the hundred, looked up faster. -->
<xsl:template match="@taken_when" mode="date"><time datetime="{.}"><xsl:value-of select="../@taken_when-says"/></time></xsl:template>
<xsl:template match="@start_when" mode="date"><time datetime="{.}"><xsl:value-of select="../@start_when-says"/></time></xsl:template>
<xsl:template match="@given_when" mode="date"><time datetime="{.}"><xsl:value-of select="../@given_when-says"/></time></xsl:template>

<xsl:template match="@provider_id" mode="name"><xsl:value-of select="key('provider', .)/@name"/></xsl:template>
<xsl:template match="@location_id" mode="name"><xsl:value-of select="key('location', .)/@name"/></xsl:template>
<xsl:template match="@organization_id" mode="name"><xsl:value-of select="key('organization', .)/@name"/></xsl:template>

<!-- The value of an observation, or the values of its parts. -->
<xsl:template match="observation | observation_past" mode="value">
  <xsl:choose>
    <xsl:when test="@value-says"><xsl:value-of select="@value-says"/></xsl:when>
    <xsl:when test="@custom"><xsl:apply-templates select="@comparator"/><xsl:apply-templates select="@custom" mode="both"/></xsl:when>
    <xsl:when test="@value">
      <xsl:apply-templates select="@comparator"/>
      <xsl:apply-templates select="@value" mode="number"/>
      <xsl:apply-templates select="@unit"/>
    </xsl:when>
    <xsl:when test="observation"><xsl:apply-templates select="observation" mode="part"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="no-value"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Blood pressure is said in one: 126/78. -->
<xsl:template match="observation[observation[@code = '8480-6'] and observation[@code = '8462-4']]" mode="value">
  <xsl:apply-templates select="observation[@code = '8480-6']/@value" mode="number"/>/<xsl:apply-templates select="observation[@code = '8462-4']/@value" mode="number"/>
  <xsl:apply-templates select="observation[@code = '8480-6']/@unit"/>
</xsl:template>

<xsl:template match="observation" mode="part">
  <xsl:if test="position() &gt; 1">; </xsl:if>
  <xsl:apply-templates select="@display" mode="plain"/>: <xsl:apply-templates select="." mode="value"/>
</xsl:template>

<xsl:template match="observation | observation_past" mode="no-value"><span class="soft">No value</span></xsl:template>
<xsl:template match="observation[@absent_reason = 'not-performed']" mode="no-value"><span class="soft">Not done</span></xsl:template>
<xsl:template match="observation[@status = 'cancelled']" mode="no-value"><span class="soft">Cancelled</span></xsl:template>
<xsl:template match="observation[@status = 'registered']" mode="no-value"><span class="soft">Not in yet</span></xsl:template>
<xsl:template match="observation[@absent_reason = 'masked']" mode="no-value"><span class="soft">Not shown here</span></xsl:template>

<xsl:template match="@comparator[. = '&lt;']">less than </xsl:template>
<xsl:template match="@comparator[. = '&lt;=']">at most </xsl:template>
<xsl:template match="@comparator[. = '&gt;=']">at least </xsl:template>
<xsl:template match="@comparator[. = '&gt;']">more than </xsl:template>

<xsl:template match="@unit">
  <xsl:variable name="unit"><xsl:apply-templates select="." mode="unit"/></xsl:variable>
  <xsl:if test="string($unit)">
    <xsl:if test="$unit != '%'"><xsl:text>&#160;</xsl:text></xsl:if>
    <small><xsl:value-of select="$unit"/></small>
  </xsl:if>
</xsl:template>

<!-- The laboratory's flag, in words. No flag, no word. -->
<xsl:template match="@flag" mode="word"><xsl:value-of select="../@flag_text"/></xsl:template>
<xsl:template match="@flag[. = 'H']" mode="word">High</xsl:template>
<xsl:template match="@flag[. = 'L']" mode="word">Low</xsl:template>
<xsl:template match="@flag[. = 'HH' or . = 'HU']" mode="word">Very high</xsl:template>
<xsl:template match="@flag[. = 'LL' or . = 'LU']" mode="word">Very low</xsl:template>
<xsl:template match="@flag[. = 'A']" mode="word">Not usual</xsl:template>
<xsl:template match="@flag[. = 'AA']" mode="word">Very unusual</xsl:template>
<xsl:template match="@flag[. = 'N']" mode="word">
  <xsl:choose>
    <xsl:when test="../@value_kind = 'code' or ../@value_kind = 'text'">Normal</xsl:when>
    <xsl:otherwise>In range</xsl:otherwise>
  </xsl:choose>
</xsl:template>
<xsl:template match="@flag[. = 'POS']" mode="word">Positive</xsl:template>
<xsl:template match="@flag[. = 'NEG']" mode="word">Negative</xsl:template>
<xsl:template match="@flag[. = 'DET']" mode="word">Found</xsl:template>
<xsl:template match="@flag[. = 'ND']" mode="word">Not found</xsl:template>

<xsl:template match="@flag" mode="tag">
  <xsl:variable name="word"><xsl:apply-templates select="." mode="word"/></xsl:variable>
  <xsl:if test="string($word) and $word != string(../@value)">
    <xsl:text> </xsl:text><span class="tag"><xsl:value-of select="$word"/></span>
  </xsl:if>
</xsl:template>
<xsl:template match="@flag[. = 'N']" mode="tag">
  <xsl:text> </xsl:text><span class="flat"><xsl:call-template name="icon-check"/><xsl:apply-templates select="." mode="word"/></span>
</xsl:template>
<xsl:template match="@flag[. = 'H' or . = 'HH' or . = 'HU']" mode="tag">
  <xsl:text> </xsl:text><span class="tag warn"><xsl:call-template name="icon-up"/><xsl:apply-templates select="." mode="word"/></span>
</xsl:template>
<xsl:template match="@flag[. = 'L' or . = 'LL' or . = 'LU']" mode="tag">
  <xsl:text> </xsl:text><span class="tag warn"><xsl:call-template name="icon-down"/><xsl:apply-templates select="." mode="word"/></span>
</xsl:template>
<xsl:template match="@flag[. = 'A' or . = 'AA']" mode="tag">
  <xsl:text> </xsl:text><span class="tag warn"><xsl:apply-templates select="." mode="word"/></span>
</xsl:template>

<!-- What a common test is: its plain name, where the lab's is another, and what for. -->
<xsl:template match="observation" mode="meaning"/>
<xsl:template match="observation[@about]" mode="meaning">
  <xsl:variable name="name"><xsl:apply-templates select="@display" mode="plain"/></xsl:variable>
  <span class="soft small block"><xsl:if test="@plain != string($name)"><xsl:value-of select="@plain"/>: </xsl:if><xsl:value-of select="@about"/></span>
</xsl:template>

<!-- Not final, or not as it was first, in words. -->
<xsl:template match="observation" mode="state">
  <xsl:if test="@status = 'corrected' or @status = 'amended' or observation_past"><xsl:text> </xsl:text><span class="tag info"><xsl:call-template name="icon-note"/>Corrected</span></xsl:if>
  <xsl:if test="@status = 'preliminary'"><xsl:text> </xsl:text><span class="tag"><xsl:call-template name="icon-clock"/>Not final yet</span></xsl:if>
</xsl:template>

<!-- The usual range in words; with its unit where the value is said in two. -->
<xsl:template match="*" mode="range">
  <xsl:choose>
    <xsl:when test="@low and @high"><xsl:value-of select="@low"/> to <xsl:value-of select="@high"/></xsl:when>
    <xsl:when test="@high"><xsl:value-of select="@high"/> or less</xsl:when>
    <xsl:when test="@low"><xsl:value-of select="@low"/> or more</xsl:when>
    <xsl:otherwise><xsl:value-of select="@range_text"/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@custom and (@low or @high)">&#160;<xsl:apply-templates select="@unit" mode="unit"/></xsl:if>
</xsl:template>
</xsl:stylesheet>
