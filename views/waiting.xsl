<!--
  What waits by the patient's own wish, and the way to see it now.

  Expects: waiting @count @until_at, for those who may decide.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="waiting">
  <div class="note info"><xsl:call-template name="icon-clock"/>
    <div class="stack"><p><b><xsl:choose><xsl:when test="@count = 1">1 result waits</xsl:when><xsl:otherwise><xsl:value-of select="@count"/> results wait</xsl:otherwise></xsl:choose> for a comment from the care team</b>, until <time datetime="{@until_at}"><xsl:value-of select="@until_at-full"/></time> at most. You asked for this.</p>
      <form method="post" action="/health/{/page/patient/@id}/results/waiting"><xsl:call-template name="token"/><button class="btn quiet" type="submit">Show <xsl:choose><xsl:when test="@count = 1">it</xsl:when><xsl:otherwise>them</xsl:otherwise></xsl:choose> now</button></form></div></div>
</xsl:template>
</xsl:stylesheet>
