<!--
  GET /records/:patient?dates=&from=&to=&type=&preview=&what=&lock=
  GET /records/:patient/download with the same, when it was refused (422)

  Expects: form/field dates (all, one, range), from (the date, with one), to,
  type (ccda), preview (show, hide), what (everything, ccda), lock (yes): what was asked for, with @error; preview
  = what to show, if it is to be shown, @period-says of which time, @empty if
  there is nothing of that time; new @kind = limit-answer, limit-end; @href:
  an answer to who asked us to limit sharing.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="records-what.xsl"/>
<xsl:include href="records-ways.xsl"/>
<xsl:include href="records-preview.xsl"/>

<xsl:template match="page" mode="title">My health: Health Records</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'records'"/></xsl:call-template>
  <xsl:apply-templates select="new"/>
  <xsl:call-template name="problems"/>
  <form class="stack far" method="get" action="/records/{patient/@id}">
    <xsl:call-template name="records-what"/>
    <section class="sheet stack" aria-labelledby="how"><h2 id="how">What to do with it</h2>
      <xsl:call-template name="records-ways"/>
      <p>Download gives you one .zip file. Anyone who gets the file can read it, so keep it in a safe place, or put a password on it.</p>
      <fieldset class="choices two" id="what-file" tabindex="-1"><legend>What is in the file</legend>
        <label class="choice">
          <xsl:call-template name="radio"><xsl:with-param name="name" select="'what'"/><xsl:with-param name="value" select="'everything'"/><xsl:with-param name="default" select="true()"/></xsl:call-template>
          <span><b>Everything</b><xsl:text> </xsl:text><span class="hint">A page to read, a PDF to print, the file for other doctors, and the documents of that time</span></span></label>
        <label class="choice">
          <xsl:call-template name="radio"><xsl:with-param name="name" select="'what'"/><xsl:with-param name="value" select="'ccda'"/></xsl:call-template>
          <span><b>Only the CCDA</b><xsl:text> </xsl:text><span class="hint">Just the file for other doctors’ computers</span></span></label>
      </fieldset>
      <label class="choice bare"><xsl:call-template name="tick"><xsl:with-param name="name">lock</xsl:with-param></xsl:call-template> <span>Put a password on the file</span></label>
      <p><span class="about who-{patient/@color}"><span class="disc small" aria-hidden="true"><xsl:value-of select="patient/@initials"/></span><span>This is the record of <b><xsl:value-of select="patient/@name"/></b></span></span></p>
      <div class="actions">
        <button class="btn" type="submit" formaction="/records/{patient/@id}/download" data-many="yes" data-making="Making your file…"><xsl:call-template name="icon-download"/>Download</button>
        <xsl:call-template name="preview-button"><xsl:with-param name="to" select="concat('/records/', patient/@id)"/></xsl:call-template>
      </div>
      <xsl:apply-templates select="preview" mode="box"/>
    </section>
  </form>
  <p class="soft">Should we share less of this record with others, like a health plan? <a href="/records/{patient/@id}/limits">Ask us to limit sharing</a></p>
</xsl:template>

<xsl:template match="new">
  <div class="note info"><xsl:call-template name="icon-lock"/><div><p><xsl:apply-templates select="@kind"/></p></div></div>
</xsl:template>
<xsl:template match="new/@kind"><b>We answered your request to limit sharing.</b><xsl:text> </xsl:text><a href="{../@href}">Read our answer</a></xsl:template>
<xsl:template match="new/@kind[. = 'limit-end']"><b>We ended a limit on sharing that you asked for.</b><xsl:text> </xsl:text><a href="{../@href}">Read why</a></xsl:template>
</xsl:stylesheet>
