<?xml version="1.0" encoding="UTF-8"?>
<!--
  vaccinations.xsl: the vaccination record on paper, as schools want it

  Reads the tree of chart_document() with the person and the vaccines; makes
  HTML for pdf_make(). A vaccine against several diseases stands with each of
  them, by CDC's groups of CVX codes. Doses are numbered as the record says.
  <qr-text> is what the QR code would hold, in short.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="names.xsl"/>
<xsl:key name="provider" match="provider" use="@id"/>
<xsl:key name="location" match="location" use="@id"/>
<xsl:key name="organization" match="organization" use="@id"/>

<xsl:variable name="given" select="/record/immunization[@status != 'not-done']"/>
<xsl:variable name="known"> 01 02 03 04 05 06 07 08 09 10 17 20 21 22 28 31 32 33 35 38 42 43 44 45 46 47 48 49 50 51 52 62 74 83 84 85 89 94 100 102 103 104 106 107 108 109 110 112 113 114 115 116 118 119 120 121 122 130 132 133 136 137 138 139 146 147 148 152 162 163 164 165 167 170 177 178 179 182 187 188 189 191 192 195 196 198 203 215 216 220 15 16 88 111 125 126 127 128 135 140 141 144 149 150 151 153 155 158 161 166 168 171 185 186 194 197 200 201 202 205 231 320 207 208 210 211 212 213 217 218 219 221 225 226 227 228 229 230 300 301 302 308 309 310 311 312 313 93 303 304 305 306 307 314 315 316 326 </xsl:variable>

<xsl:template match="/record">
  <vaccinations>
    <h1>Vaccination record</h1>
    <dl>
      <div><dt>Name</dt><dd><xsl:value-of select="patient/@name"/></dd></div>
      <div><dt>Birth date</dt><dd><xsl:value-of select="patient/@birth_when-says"/><xsl:if test="not(patient/@birth_when-says)">Not known</xsl:if></dd></div>
      <xsl:if test="patient/@mrn"><div><dt>Medical record number</dt><dd><xsl:value-of select="patient/@mrn"/></dd></div></xsl:if>
      <div><dt>Printed</dt><dd><xsl:value-of select="@made_at-full"/></dd></div>
    </dl>
    <xsl:if test="not($given)"><p>No vaccinations are on record at <xsl:value-of select="practice/@name"/>.</p></xsl:if>
    <xsl:call-template name="family"><xsl:with-param name="name">Hepatitis B</xsl:with-param><xsl:with-param name="codes"> 08 42 43 44 45 51 102 104 110 132 146 189 198 220 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Rotavirus</xsl:with-param><xsl:with-param name="codes"> 74 116 119 122 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Diphtheria, tetanus, whooping cough (DTaP, Tdap, Td)</xsl:with-param><xsl:with-param name="codes"> 01 09 20 22 28 35 50 102 106 107 110 112 113 115 120 130 132 138 139 146 170 196 198 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Hib (Haemophilus influenzae type b)</xsl:with-param><xsl:with-param name="codes"> 17 22 46 47 48 49 50 51 102 120 132 146 148 170 198 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Pneumococcal</xsl:with-param><xsl:with-param name="codes"> 33 100 109 133 152 177 215 216 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Polio</xsl:with-param><xsl:with-param name="codes"> 02 10 89 110 120 130 132 146 170 178 179 182 195 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Measles, mumps, rubella (MMR)</xsl:with-param><xsl:with-param name="codes"> 03 04 05 06 07 38 94 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Chickenpox (varicella)</xsl:with-param><xsl:with-param name="codes"> 21 94 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Hepatitis A</xsl:with-param><xsl:with-param name="codes"> 31 52 83 84 85 104 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Meningococcal</xsl:with-param><xsl:with-param name="codes"> 32 103 108 114 136 147 148 162 163 164 167 191 192 203 316 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">HPV</xsl:with-param><xsl:with-param name="codes"> 62 118 137 165 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Flu (influenza)</xsl:with-param><xsl:with-param name="codes"> 15 16 88 111 125 126 127 128 135 140 141 144 149 150 151 153 155 158 161 166 168 171 185 186 194 197 200 201 202 205 231 320 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">COVID-19</xsl:with-param><xsl:with-param name="codes"> 207 208 210 211 212 213 217 218 219 221 225 226 227 228 229 230 300 301 302 308 309 310 311 312 313 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">RSV</xsl:with-param><xsl:with-param name="codes"> 93 303 304 305 306 307 314 315 326 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="family"><xsl:with-param name="name">Shingles (zoster)</xsl:with-param><xsl:with-param name="codes"> 121 187 188 </xsl:with-param></xsl:call-template>
    <xsl:call-template name="rows"><xsl:with-param name="name">Others</xsl:with-param><xsl:with-param name="rows" select="$given[not(@system = 'CVX' and contains($known, concat(' ', @code, ' ')))]"/></xsl:call-template>
    <p>This is what is on record at <xsl:value-of select="practice/@name"/> on the day of printing.</p>
    <p class="letter"><xsl:text>&#10;&#10;Signature ______________________________________   Date ____________________</xsl:text></p>
    <qr-text><xsl:call-template name="short"/></qr-text>
  </vaccinations>
</xsl:template>

<xsl:template name="family">
  <xsl:param name="name"/>
  <xsl:param name="codes"/>
  <xsl:call-template name="rows">
    <xsl:with-param name="name" select="$name"/>
    <xsl:with-param name="rows" select="$given[@system = 'CVX' and contains($codes, concat(' ', @code, ' '))]"/>
  </xsl:call-template>
</xsl:template>

<!-- The oldest first. -->
<xsl:template name="rows">
  <xsl:param name="name"/>
  <xsl:param name="rows"/>
  <xsl:if test="$rows">
    <h3><xsl:value-of select="$name"/></h3>
    <table widths="18 26 8 17 12 19">
      <thead><tr><th>Date</th><th>Vaccine</th><th>Dose</th><th>Maker</th><th>Lot</th><th>Where given</th></tr></thead>
      <tbody>
        <xsl:for-each select="$rows">
          <xsl:sort select="@given_when"/>
          <tr>
            <td><xsl:value-of select="(@given_when | @given_when-says)[last()]"/></td>
            <td><xsl:apply-templates select="@display" mode="bare"/></td>
            <td><xsl:value-of select="@dose_number"/><xsl:if test="@dose_number and @series_doses"> of <xsl:value-of select="@series_doses"/></xsl:if></td>
            <td><xsl:value-of select="@maker"/></td>
            <td><xsl:value-of select="@lot"/></td>
            <td><xsl:call-template name="where"/></td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:if>
</xsl:template>

<xsl:template name="where">
  <xsl:choose>
    <xsl:when test="@reported">Told to us, not given here</xsl:when>
    <xsl:when test="@location_id"><xsl:value-of select="key('location', @location_id)/@name"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="key('organization', @organization_id)/@name"/></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@provider_id"><xsl:if test="@reported or @location_id or @organization_id">, </xsl:if><xsl:value-of select="key('provider', @provider_id)/@name"/></xsl:if>
</xsl:template>

<xsl:template name="short">
  <xsl:value-of select="concat('Vaccination record&#10;', patient/@name, '&#10;Born ', patient/@birth_when, '&#10;', practice/@name, ' ', practice/@phone, '&#10;')"/>
  <xsl:for-each select="$given">
    <xsl:sort select="@given_when"/>
    <xsl:value-of select="concat(substring(@given_when, 1, 10), ' ')"/>
    <xsl:choose>
      <xsl:when test="@system = 'CVX'">CVX <xsl:value-of select="@code"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="@display" mode="bare"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:for-each>
</xsl:template>
</xsl:stylesheet>
