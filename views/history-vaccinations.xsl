<!-- Medical History: the Vaccinations area. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="record" mode="vaccinations">
  <xsl:variable name="given" select="immunization[@status != 'not-done']"/>
  <xsl:variable name="not-given" select="immunization[@status = 'not-done']"/>
  <section class="sheet stack" aria-labelledby="vaccinations">
    <h2 id="vaccinations">Vaccinations</h2>
    <xsl:choose>
      <xsl:when test="immunization">
        <p><xsl:apply-templates select="$given[1]" mode="count"><xsl:with-param name="n" select="count($given)"/></xsl:apply-templates></p>
        <details class="more"><summary><span class="hidden">Show vaccine details</span><span class="shown">Hide vaccine details</span></summary>
          <div class="stack">
            <xsl:apply-templates select="self::*[$given]" mode="doses"/>
            <xsl:if test="$not-given">
              <h3>Not given</h3>
              <ul class="rows"><xsl:apply-templates select="$not-given" mode="not-given"/></ul>
            </xsl:if>
          </div></details>
      </xsl:when>
      <xsl:otherwise><p class="soft">No vaccinations on record.<xsl:call-template name="tell-us"/></p></xsl:otherwise>
    </xsl:choose>
    <p class="actions no-print"><a class="btn quiet" href="/health/{/page/patient/@id}/vaccinations.pdf"><xsl:call-template name="icon-print"/>Print</a>
      <a class="go" href="/health/{/page/patient/@id}/vaccinations.pdf?qr=yes">Print with a QR code</a></p>
  </section>
</xsl:template>

<xsl:template match="immunization" mode="count">
  <xsl:param name="n"/>
  <b><xsl:value-of select="$n"/><xsl:choose><xsl:when test="$n = 1"> dose</xsl:when><xsl:otherwise> doses</xsl:otherwise></xsl:choose> on record.</b>
  <xsl:text> The newest: </xsl:text><xsl:apply-templates select="@display" mode="bare"/>, <xsl:apply-templates select="(@given_when | @given_day)[1]" mode="date"/>.</xsl:template>

<xsl:template match="record" mode="doses">
  <table class="cards doses" role="table">
    <caption class="vh">Vaccine doses, newest first</caption>
    <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Vaccine</th><th role="columnheader" scope="col">Date</th><th role="columnheader" scope="col">Dose</th><th role="columnheader" scope="col">Given</th><th role="columnheader" scope="col">Maker and lot</th></tr></thead>
    <tbody role="rowgroup"><xsl:apply-templates select="immunization[@status != 'not-done']" mode="dose"/></tbody>
  </table>
</xsl:template>

<xsl:template match="immunization" mode="dose">
  <tr role="row">
    <th role="rowheader" scope="row"><xsl:apply-templates select="@display" mode="bare"/>
      <xsl:if test="@series and not(starts-with(@display, @series))"><br/><span class="soft small"><xsl:value-of select="@series"/></span></xsl:if></th>
    <td role="cell" data-label="Date"><span><xsl:apply-templates select="(@given_when | @given_day)[1]" mode="date"/></span></td>
    <td role="cell" data-label="Dose"><span><xsl:apply-templates select="." mode="which"/></span></td>
    <td role="cell" data-label="Given"><span><xsl:apply-templates select="." mode="where"/></span></td>
    <td role="cell" data-label="Maker and lot"><span><xsl:apply-templates select="." mode="lot"/></span></td>
  </tr>
</xsl:template>

<!-- "2 of 3", "0.5 mL" -->
<xsl:template match="immunization" mode="which">
  <xsl:if test="@dose_number">Dose <xsl:value-of select="@dose_number"/></xsl:if>
  <xsl:if test="@dose_number and @series_doses"> of <xsl:value-of select="@series_doses"/></xsl:if>
  <xsl:if test="@dose">
    <xsl:if test="@dose_number"><br/></xsl:if>
    <span class="small nums"><xsl:value-of select="@dose"/><xsl:text> </xsl:text><xsl:apply-templates select="@dose_unit" mode="unit"/></span>
  </xsl:if>
  <xsl:if test="not(@dose_number or @dose)"><span class="soft">Not on record</span></xsl:if>
</xsl:template>

<!-- Place, person, way: each on its own line. -->
<xsl:template match="immunization" mode="where">
  <xsl:if test="@reported = 1"><span class="small">Told to us, not given here</span><br/></xsl:if>
  <xsl:apply-templates select="(@location_id | @organization_id)[1]" mode="line"/>
  <xsl:if test="@provider_id"><span class="small">by <xsl:apply-templates select="@provider_id" mode="name"/></span><br/></xsl:if>
  <xsl:if test="@site or @route">
    <span class="soft small"><xsl:apply-templates select="@site" mode="bare"/><xsl:if test="@site and @route"><br/></xsl:if><xsl:apply-templates select="@route" mode="bare"/></span>
  </xsl:if>
  <xsl:if test="not(@reported = 1 or @location_id or @organization_id or @provider_id or @site or @route)"><span class="soft">Not on record</span></xsl:if>
</xsl:template>

<xsl:template match="@location_id | @organization_id" mode="line">
  <xsl:apply-templates select="." mode="name"/><br/>
</xsl:template>

<xsl:template match="immunization" mode="lot">
  <xsl:value-of select="@maker"/>
  <xsl:if test="@maker and @lot"><br/></xsl:if>
  <xsl:if test="@lot"><span class="nums">Lot <xsl:value-of select="@lot"/></span></xsl:if>
  <xsl:if test="@expires_when"><br/><span class="soft small">Lot expires <xsl:apply-templates select="@expires_when" mode="date"/></span></xsl:if>
  <xsl:if test="not(@maker or @lot)"><span class="soft">Not on record</span></xsl:if>
</xsl:template>

<xsl:template match="immunization" mode="not-given">
  <li><div class="body"><p><b><xsl:apply-templates select="@display" mode="bare"/></b></p>
    <p class="soft"><xsl:apply-templates select="(@given_when | @given_day)[1]" mode="date"/>
      <xsl:if test="@reason"> · Reason: <xsl:apply-templates select="@reason" mode="bare"/></xsl:if></p></div></li>
</xsl:template>
</xsl:stylesheet>
