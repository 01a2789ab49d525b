<!--
  A request to limit sharing: what it is about, and what became of it.

  Expects: page/part @name: each that can be chosen; restriction or request
  @parts "visits,notes" @says @paid @asked_at @state = asked, agreed, partly,
  declined, withdrawn (before it was decided), ended (after it was agreed);
  @answer @decided_by @decided_at; @later_at @later_by @later_says: in force
  only for what came before; @ended_at, and if staff ended it @ended_by
  @ended_says.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="@parts">
  <xsl:variable name="chosen" select="concat(',', ., ',')"/>
  <xsl:for-each select="/page/part[contains($chosen, concat(',', @name, ','))]">
    <xsl:if test="position() &gt; 1"> · </xsl:if><xsl:apply-templates select="."/>
  </xsl:for-each>
</xsl:template>

<xsl:template match="part[@name = 'everything']">Everything in the record</xsl:template>
<xsl:template match="part[@name = 'visits']">Visits: when, where and why</xsl:template>
<xsl:template match="part[@name = 'notes']">Notes, letters and documents</xsl:template>
<xsl:template match="part[@name = 'conditions']">Health problems and diagnoses</xsl:template>
<xsl:template match="part[@name = 'medicines']">Medicines</xsl:template>
<xsl:template match="part[@name = 'allergies']">Allergies</xsl:template>
<xsl:template match="part[@name = 'vaccines']">Vaccines</xsl:template>
<xsl:template match="part[@name = 'results']">Test results and scans</xsl:template>
<xsl:template match="part[@name = 'vitals']">Weight, blood pressure and other measures</xsl:template>
<xsl:template match="part[@name = 'procedures']">Operations, treatments and devices</xsl:template>
<xsl:template match="part[@name = 'plans']">Care plans, goals and care team</xsl:template>
<xsl:template match="part[@name = 'mental']">Mental health</xsl:template>
<xsl:template match="part[@name = 'reproductive']">Sexual and reproductive health</xsl:template>
<xsl:template match="part[@name = 'substances']">Alcohol, tobacco and drugs</xsl:template>
<xsl:template match="part[@name = 'person']">Name, address, gender, language and the like</xsl:template>
<xsl:template match="part[@name = 'insurance']">Health insurance and bills</xsl:template>

<xsl:template match="@state" mode="limit-tag"><span class="tag info"><xsl:call-template name="icon-clock"/>Waiting for an answer</span></xsl:template>
<xsl:template match="@state[. = 'agreed']" mode="limit-tag"><span class="tag good"><xsl:call-template name="icon-check"/>Agreed</span></xsl:template>
<xsl:template match="@state[. = 'partly']" mode="limit-tag"><span class="tag good"><xsl:call-template name="icon-check"/>Agreed to a part</span></xsl:template>
<xsl:template match="@state[. = 'declined']" mode="limit-tag"><span class="tag warn">Not agreed</span></xsl:template>
<xsl:template match="@state[. = 'withdrawn']" mode="limit-tag"><span class="tag">Taken back</span></xsl:template>
<xsl:template match="@state[. = 'ended']" mode="limit-tag"><span class="tag">Ended</span></xsl:template>

<!-- Who decided and when, and since when it does not count any more, for what. -->
<xsl:template match="restriction | request" mode="trace">
  <xsl:if test="@decided_at">Answered by <xsl:value-of select="@decided_by"/>, <time datetime="{@decided_at}"><xsl:apply-templates select="@decided_at-says" mode="within"/></time>. </xsl:if>
  <xsl:if test="@later_at">Ended by <xsl:value-of select="@later_by"/> for what is new after <time datetime="{@later_at}"><xsl:apply-templates select="@later_at-says" mode="within"/></time>. </xsl:if>
  <xsl:apply-templates select="@ended_at"/>
</xsl:template>
<xsl:template match="@ended_at">Taken back <time datetime="{.}"><xsl:apply-templates select="../@ended_at-says" mode="within"/></time>.</xsl:template>
<xsl:template match="*[@decided_at]/@ended_at">Ended <xsl:if test="../@ended_by">by <xsl:value-of select="../@ended_by"/>, </xsl:if><time datetime="{.}"><xsl:apply-templates select="../@ended_at-says" mode="within"/></time>.</xsl:template>
</xsl:stylesheet>
