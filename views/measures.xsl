<!--
  GET /health/:patient/measures: vital signs over time

  Expects: trend @name, one each; the record.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="values.xsl"/>
<xsl:include href="plot.xsl"/>

<xsl:template match="page" mode="title">My health: Vital signs over time</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'history'"/></xsl:call-template>
  <div class="head"><p class="no-print"><a class="go" href="/health/{patient/@id}#vitals">Medical History</a></p>
    <h2>Vital signs over time</h2></div>
  <xsl:choose>
    <xsl:when test="trend">
      <xsl:apply-templates select="trend"/>
      <p class="actions no-print"><button class="btn quiet" type="button" hidden="" data-print="yes"><xsl:call-template name="icon-print"/>Print</button></p>
    </xsl:when>
    <xsl:otherwise><p class="sheet stack soft">No vital signs on record. After a visit you will see weight, blood pressure and more here.</p></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="trend">
  <xsl:variable name="name"><xsl:apply-templates select="@name" mode="measure"/></xsl:variable>
  <section class="sheet stack" aria-labelledby="{@name}">
    <h3 id="{@name}"><xsl:value-of select="$name"/></h3>
    <xsl:if test="@name = 'pressure'"><p>The upper line is the pressure when the heart beats, the lower line when it rests.</p></xsl:if>
    <xsl:apply-templates select="." mode="pictures"><xsl:with-param name="label" select="$name"/></xsl:apply-templates>
    <details class="more"><summary><span class="hidden">Show these numbers as a table</span><span class="shown">Hide the table</span></summary>
      <div class="stack"><xsl:apply-templates select="." mode="table"><xsl:with-param name="caption" select="$name"/></xsl:apply-templates></div></details>
  </section>
</xsl:template>

<!-- Upper and lower stand in one row, as they were taken. -->
<xsl:template match="trend[@name = 'pressure']" mode="table">
  <table><caption class="vh">Blood pressure, newest first</caption>
    <thead><tr><th scope="col">Date</th><th scope="col">Blood pressure</th></tr></thead>
    <tbody><xsl:for-each select="value[key('observation', @observation)[@code = '8480-6']]">
      <xsl:variable name="of" select="key('observation', @observation)"/>
      <tr><th scope="row"><xsl:apply-templates select="$of" mode="day-said"/></th>
        <td class="nums"><xsl:apply-templates select="$of/parent::observation | $of[not(parent::observation)]" mode="value"/></td></tr>
    </xsl:for-each></tbody></table>
</xsl:template>

<xsl:template match="@name[. = 'pressure']" mode="measure">Blood pressure</xsl:template>
<xsl:template match="@name[. = 'pulse']" mode="measure">Pulse</xsl:template>
<xsl:template match="@name[. = 'weight']" mode="measure">Weight</xsl:template>
<xsl:template match="@name[. = 'height']" mode="measure">Height</xsl:template>
<xsl:template match="@name[. = 'bmi']" mode="measure">Body mass index (BMI)</xsl:template>
<xsl:template match="@name[. = 'oxygen']" mode="measure">Oxygen in the blood</xsl:template>
<xsl:template match="@name[. = 'breaths']" mode="measure">Breaths</xsl:template>
<xsl:template match="@name[. = 'temperature']" mode="measure">Temperature</xsl:template>
</xsl:stylesheet>
