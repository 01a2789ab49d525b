<!--
  The ways of taking a record along, each a page of its own. Where the dates
  are chosen in a form that is asked for (GET), they go with it.

  Expects: patient @id.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- In a GET form: buttons that send it there. -->
<xsl:template name="records-ways">
  <div class="three pick" role="group" aria-label="Ways to use your choice">
    <button class="btn quiet" type="submit" formaction="/records/{patient/@id}#how" aria-current="true"><xsl:call-template name="icon-eye"/>View or download</button>
    <button class="btn quiet" type="submit" formaction="/records/{patient/@id}/send#how"><xsl:call-template name="icon-email"/>Send via Email</button>
    <button class="btn quiet" type="submit" formaction="/records/{patient/@id}/share#how"><xsl:call-template name="icon-link"/>Send by secure link</button>
  </div>
</xsl:template>

<!-- In a form that is posted: links; way = send, share. -->
<xsl:template name="records-way-links">
  <xsl:param name="way"/>
  <nav class="three pick" aria-label="Ways">
    <a class="btn quiet" href="/records/{patient/@id}"><xsl:call-template name="icon-eye"/>View or download</a>
    <a class="btn quiet" href="/records/{patient/@id}/send"><xsl:if test="$way = 'send'"><xsl:call-template name="here"/></xsl:if><xsl:call-template name="icon-email"/>Send via Email</a>
    <a class="btn quiet" href="/records/{patient/@id}/share"><xsl:if test="$way = 'share'"><xsl:call-template name="here"/></xsl:if><xsl:call-template name="icon-link"/>Send by secure link</a>
  </nav>
</xsl:template>

<!-- Of what goes out: whose record, which dates. -->
<xsl:template match="*" mode="dates-sent">All time</xsl:template>
<xsl:template match="*[@from_day]" mode="dates-sent"><xsl:value-of select="@from_day-says"/> to <xsl:value-of select="@to_day-says"/></xsl:template>
<xsl:template match="*[@from_day and @from_day = @to_day]" mode="dates-sent"><xsl:value-of select="@from_day-says"/></xsl:template>

<!-- What stands in it, before it goes; confidential = "1" if that is in it. -->
<xsl:template name="what-goes">
  <xsl:param name="verb"/>
  <xsl:param name="confidential"/>
  <p><span class="about who-{patient/@color}"><span class="disc small" aria-hidden="true"><xsl:value-of select="patient/@initials"/></span><span>You are <xsl:value-of select="$verb"/> the record of <b><xsl:value-of select="patient/@name"/></b>, for the dates you chose above</span></span></p>
  <xsl:choose>
    <xsl:when test="$confidential = 1"><p class="soft">It is your whole record for these dates. What only you can see here is in it, too.</p></xsl:when>
    <xsl:otherwise><p class="soft">It holds what you can see of this record for these dates, and no more.</p></xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
