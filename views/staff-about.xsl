<!--
  Which patient a page of the practice's side is about.

  Expects: about @id @sorted @initials @mrn @birth_day @birth_day-says
  @age-says.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- chart: the conversation from which the chart is opened. -->
<xsl:template match="about">
  <xsl:param name="chart"/>
  <div class="sheet who-2 patient"><div class="line"><span class="disc" aria-hidden="true"><xsl:value-of select="@initials"/></span>
    <div class="who-text"><p class="who-name"><xsl:value-of select="@sorted"/></p>
      <p><xsl:if test="@birth_day">Born <time datetime="{@birth_day}"><xsl:value-of select="@birth_day-says"/></time> · <xsl:value-of select="@age-says"/></xsl:if>
        <xsl:if test="@mrn"> · Record <span class="nums"><xsl:value-of select="@mrn"/></span></xsl:if></p></div>
    <xsl:if test="$chart and contains(../staff/@areas, 'charts')"><a class="btn quiet" href="/staff/patients/{@id}/chart?conversation={$chart}">Open chart</a></xsl:if></div></div>
</xsl:template>
</xsl:stylesheet>
