<!-- Medical History: visits, procedures, devices, care team, insurance. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="record" mode="visits">
  <xsl:variable name="next" select="appointment[@status = 'booked' or @status = 'pending' or @status = 'proposed' or @status = 'arrived']"/>
  <section class="sheet flush" aria-labelledby="visits">
    <div class="cap"><h2 id="visits">Visits</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="$next"><xsl:sort select="@start_day"/><xsl:sort select="@start_when"/></xsl:apply-templates>
      <xsl:apply-templates select="encounter[position() &lt;= 5]"/>
      <xsl:if test="encounter[6]">
        <li><details class="more"><summary><span class="hidden">Show older visits (<xsl:value-of select="count(encounter) - 5"/>)</span><span class="shown">Hide older visits</span></summary>
          <ul class="rows"><xsl:apply-templates select="encounter[position() &gt; 5]"/></ul></details></li>
      </xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="appointment">
  <li><xsl:call-template name="icon-calendar"/><div class="body">
    <h3><xsl:apply-templates select="@display" mode="bare"/><xsl:text> </xsl:text><span class="tag info">Coming up</span></h3>
    <p><xsl:apply-templates select="(@start_when | @start_day)[1]" mode="time"/></p>
    <xsl:apply-templates select="." mode="whom"/>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>

<xsl:template match="encounter">
  <li><div class="body"><h3><xsl:apply-templates select="@display" mode="plain"/></h3>
    <p><xsl:apply-templates select="(@start_when | @start_day)[1]" mode="date"/>
      <xsl:if test="@reason != @display"> · <xsl:apply-templates select="@reason" mode="bare"/></xsl:if></p>
    <xsl:apply-templates select="." mode="whom"/>
    <xsl:apply-templates select="key('of-visit', @id)" mode="of-visit"/></div></li>
</xsl:template>

<!-- What was written about a visit. -->
<xsl:key name="of-visit" match="record/document[@encounter_id]" use="@encounter_id"/>
<xsl:template match="document" mode="of-visit">
  <p><a href="/health/{/page/patient/@id}/documents/{@id}"><xsl:value-of select="@title"/></a></p>
</xsl:template>

<!-- With whom, and where. -->
<xsl:template match="*" mode="whom">
  <xsl:if test="@provider_id or @location_id or @organization_id">
    <p class="soft small">
      <xsl:apply-templates select="@provider_id" mode="name"/>
      <xsl:if test="@provider_id and (@location_id or @organization_id)"> · </xsl:if>
      <xsl:apply-templates select="(@location_id | @organization_id)[1]" mode="name"/></p>
  </xsl:if>
</xsl:template>

<xsl:template match="record" mode="procedures">
  <section class="sheet flush" aria-labelledby="procedures">
    <div class="cap"><h2 id="procedures">Procedures</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="patient_procedure[position() &lt;= 10]"/>
      <xsl:if test="patient_procedure[11]">
        <li><details class="more"><summary><span class="hidden">Show older procedures (<xsl:value-of select="count(patient_procedure) - 10"/>)</span><span class="shown">Hide older procedures</span></summary>
          <ul class="rows"><xsl:apply-templates select="patient_procedure[position() &gt; 10]"/></ul></details></li>
      </xsl:if>
      <xsl:if test="not(patient_procedure)"><li><p class="soft">No procedures on record.<xsl:call-template name="tell-us"/></p></li></xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="patient_procedure">
  <li><div class="body"><h3><xsl:apply-templates select="@display" mode="plain"/><xsl:apply-templates select="@status"/></h3>
    <p><xsl:apply-templates select="(@done_when | @done_day)[1]" mode="date"/>
      <xsl:if test="@site"> · <xsl:apply-templates select="@site" mode="plain"/></xsl:if>
      <xsl:if test="@reason"> · For <xsl:apply-templates select="@reason" mode="plain"/></xsl:if></p>
    <xsl:if test="@outcome"><p>Outcome: <xsl:apply-templates select="@outcome" mode="bare"/></p></xsl:if>
    <xsl:apply-templates select="." mode="whom"/>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>

<xsl:template match="patient_procedure/@status"/>
<xsl:template match="patient_procedure/@status[. = 'not-done']"><xsl:text> </xsl:text><span class="tag">Not done</span></xsl:template>
<xsl:template match="patient_procedure/@status[. = 'stopped']"><xsl:text> </xsl:text><span class="tag">Stopped</span></xsl:template>
<xsl:template match="patient_procedure/@status[. = 'in-progress' or . = 'preparation']"><xsl:text> </xsl:text><span class="tag info">Under way</span></xsl:template>

<xsl:template match="record" mode="devices">
  <section class="sheet flush" aria-labelledby="devices">
    <div class="cap"><h2 id="devices">Implants and devices</h2></div>
    <ul class="rows"><xsl:apply-templates select="device"/></ul>
  </section>
</xsl:template>

<xsl:template match="device">
  <li><div class="body"><h3><xsl:apply-templates select="@display" mode="plain"/>
      <xsl:if test="@status = 'inactive'"><xsl:text> </xsl:text><span class="tag">No longer in use</span></xsl:if></h3>
    <xsl:if test="@implanted_when"><p>Put in <xsl:apply-templates select="@implanted_when" mode="date"/></p></xsl:if>
    <xsl:apply-templates select="@note" mode="note"/>
    <details class="more"><summary><span class="hidden">Show device numbers</span><span class="shown">Hide device numbers</span></summary>
      <dl class="facts nums">
        <xsl:apply-templates select="@udi | @device_identifier | @maker | @model | @lot | @serial" mode="device"/>
        <xsl:if test="@made_when"><div><dt>Made</dt><dd><xsl:apply-templates select="@made_when" mode="date"/></dd></div></xsl:if>
        <xsl:if test="@expires_when"><div><dt>Use-by date on the package</dt><dd><xsl:apply-templates select="@expires_when" mode="date"/></dd></div></xsl:if>
      </dl></details></div></li>
</xsl:template>

<xsl:template match="@*" mode="device"><div><dt><xsl:apply-templates select="." mode="device-name"/></dt><dd><xsl:value-of select="."/></dd></div></xsl:template>
<xsl:template match="@udi" mode="device-name">Unique device number (UDI)</xsl:template>
<xsl:template match="@device_identifier" mode="device-name">Device identifier</xsl:template>
<xsl:template match="@maker" mode="device-name">Maker</xsl:template>
<xsl:template match="@model" mode="device-name">Model</xsl:template>
<xsl:template match="@lot" mode="device-name">Lot</xsl:template>
<xsl:template match="@serial" mode="device-name">Serial number</xsl:template>
</xsl:stylesheet>
