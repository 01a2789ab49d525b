<!--
  GET /records/:patient?dates=&from=&to=&type=&preview=
  GET /records/:patient/download with the same, when it was refused (422)

  Expects: form/field dates (all, one, range), from (the date, with one), to,
  type (ccda), preview (show, hide): what was asked for, with @error; record =
  what to preview, if it is to be shown: @from @to and @made_at with what they
  say. How a record looks: record.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="record.xsl"/>
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>

<xsl:template match="page" mode="title">My health: Health Records</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'records'"/></xsl:call-template>
  <xsl:call-template name="problems"/>
  <form class="stack far" method="get" action="/records/{patient/@id}">
    <section class="sheet stack" aria-labelledby="what"><h2 id="what">What to include</h2>
      <xsl:apply-templates select="patient" mode="dates"/>
      <xsl:call-template name="when"/>
      <fieldset class="choices" id="type" tabindex="-1">
        <xsl:if test="form/field[@name = 'type']/@error"><xsl:attribute name="aria-describedby">type-error</xsl:attribute></xsl:if>
        <legend>Type of document</legend>
        <xsl:apply-templates select="form/field[@name = 'type']/@error" mode="beside"/>
        <label class="choice">
          <xsl:call-template name="radio"><xsl:with-param name="name" select="'type'"/><xsl:with-param name="value" select="'ccda'"/><xsl:with-param name="default" select="true()"/></xsl:call-template>
          <span><b>Consolidated Clinical Summary (CCDA)</b><xsl:text> </xsl:text><span class="hint">The complete health record. Other doctors’ computers can read it.</span></span></label>
      </fieldset>
    </section>
    <section class="sheet stack" aria-labelledby="how"><h2 id="how">What to do with it</h2>
      <p>Download gives you one .zip file: a page to read, and the file for other doctors. Anyone who gets the file can read it, so keep it in a safe place.</p>
      <p><span class="about who-{patient/@color}"><span class="disc small" aria-hidden="true"><xsl:value-of select="patient/@initials"/></span><span>This is the record of <b><xsl:value-of select="patient/@name"/></b></span></span></p>
      <div class="actions">
        <button class="btn" type="submit" formaction="/records/{patient/@id}/download" data-many="yes"><xsl:call-template name="icon-download"/>Download</button>
        <xsl:choose>
          <xsl:when test="record"><button class="btn quiet" type="submit" name="preview" value="hide" formaction="/records/{patient/@id}#how">Hide Preview</button></xsl:when>
          <xsl:otherwise><button class="btn quiet" type="submit" name="preview" value="show" formaction="/records/{patient/@id}#preview"><xsl:call-template name="icon-eye"/>Show Preview</button></xsl:otherwise>
        </xsl:choose>
      </div>
      <xsl:apply-templates select="record"/>
    </section>
  </form>
</xsl:template>

<xsl:template match="patient" mode="dates">
  <xsl:variable name="error" select="../form/field[@name = 'dates']/@error"/>
  <fieldset class="choices three" id="dates" tabindex="-1">
    <xsl:if test="$error"><xsl:attribute name="aria-describedby">dates-error</xsl:attribute></xsl:if>
    <legend>Dates</legend>
    <xsl:apply-templates select="$error" mode="beside"/>
    <label class="choice">
      <xsl:call-template name="radio"><xsl:with-param name="name" select="'dates'"/><xsl:with-param name="value" select="'all'"/><xsl:with-param name="default" select="true()"/></xsl:call-template>
      <span><b>All time</b><xsl:text> </xsl:text><span class="hint">The entire health record</span></span></label>
    <label class="choice">
      <xsl:call-template name="radio"><xsl:with-param name="name" select="'dates'"/><xsl:with-param name="value" select="'one'"/></xsl:call-template>
      <span><b>Single date</b><xsl:text> </xsl:text><span class="hint">One visit, like the last physical exam</span></span></label>
    <label class="choice">
      <xsl:call-template name="radio"><xsl:with-param name="name" select="'dates'"/><xsl:with-param name="value" select="'range'"/></xsl:call-template>
      <span><b>Custom date range</b><xsl:text> </xsl:text><span class="hint">From one day to another</span></span></label>
  </fieldset>
</xsl:template>

<!-- Shown as the choice above needs it; without :has() and script, always. -->
<xsl:template name="when">
  <div class="two when" data-when="dates=one,range">
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'from'"/>
      <xsl:with-param name="label"><span class="when-one" data-when="dates=one">Date</span><span class="when-one when-range"> or </span><span class="when-range" data-when="dates=range">From</span></xsl:with-param>
      <xsl:with-param name="type" select="'date'"/>
      <xsl:with-param name="required" select="false()"/>
    </xsl:call-template>
    <div class="when-range" data-when="dates=range">
      <xsl:call-template name="control">
        <xsl:with-param name="name" select="'to'"/>
        <xsl:with-param name="label">To</xsl:with-param>
        <xsl:with-param name="type" select="'date'"/>
        <xsl:with-param name="required" select="false()"/>
      </xsl:call-template>
    </div>
  </div>
</xsl:template>

<xsl:template match="record">
  <section class="preview stack" id="preview" tabindex="0" aria-label="Preview of the health record">
    <p class="small soft"><xsl:value-of select="/page/practice/@name"/>
      <xsl:if test="@made_at"> · made <time datetime="{@made_at}"><xsl:value-of select="@made_at-full"/></time></xsl:if>
      <xsl:text> · </xsl:text><xsl:apply-templates select="." mode="dates"/></p>
    <xsl:if test="not(*[name() != 'patient' and not(starts-with(name(), 'patient_n')) and name() != 'patient_contact' and name() != 'patient_trait' and name() != 'related_person' and name() != 'provider' and name() != 'organization' and name() != 'location' and name() != 'coverage' and name() != 'care_team_member'])">
      <div class="note info slim"><xsl:call-template name="icon-info"/><div><p><b>Nothing is on record for these dates.</b> Try a longer time, or choose All time.</p></div></div>
    </xsl:if>
    <xsl:apply-templates select="." mode="record"/>
  </section>
</xsl:template>

<xsl:template match="record" mode="dates">All time</xsl:template>
<xsl:template match="record[@from]" mode="dates"><xsl:value-of select="@from-says"/> to <xsl:value-of select="@to-says"/></xsl:template>
<xsl:template match="record[@from and @from = @to]" mode="dates"><xsl:value-of select="@from-says"/></xsl:template>

<xsl:template match="field[@name = 'dates']/@error" mode="says">Choose which dates you want.</xsl:template>
<xsl:template match="field[@name = 'from']/@error[. = 'required']" mode="says">Enter the day to start from.</xsl:template>
<xsl:template match="field[@name = 'to']/@error[. = 'required']" mode="says">Enter the last day.</xsl:template>
</xsl:stylesheet>
