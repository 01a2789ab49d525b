<!-- What common tests are about, in a few words, by their LOINC codes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="observation/@code" mode="meaning">
  <xsl:variable name="code" select="concat(' ', ., ' ')"/>
  <xsl:variable name="words">
    <xsl:choose>
      <xsl:when test="contains(' 2345-7 2339-0 1558-6 ', $code)">Sugar in the blood</xsl:when>
      <xsl:when test="contains(' 4548-4 17856-6 ', $code)">Average blood sugar over about 3 months</xsl:when>
      <xsl:when test="contains(' 2823-3 6298-4 ', $code)">A salt that helps the heart beat</xsl:when>
      <xsl:when test="contains(' 2951-2 2947-0 ', $code)">A salt that balances water</xsl:when>
      <xsl:when test="contains(' 2075-0 2069-3 ', $code)">A salt that balances water</xsl:when>
      <xsl:when test="contains(' 2028-9 20565-8 1963-8 ', $code)">Shows the acid balance of the blood</xsl:when>
      <xsl:when test="contains(' 2160-0 38483-4 3094-0 6299-2 33914-3 48642-3 48643-1 62238-1 98979-8 ', $code)">Shows how the kidneys work</xsl:when>
      <xsl:when test="contains(' 17861-6 49765-1 ', $code)">For bones and muscles</xsl:when>
      <xsl:when test="contains(' 2093-3 ', $code)">All fats of this kind in the blood</xsl:when>
      <xsl:when test="contains(' 13457-7 18262-6 2089-1 18261-8 ', $code)">Often called “bad” cholesterol</xsl:when>
      <xsl:when test="contains(' 2085-9 ', $code)">Often called “good” cholesterol</xsl:when>
      <xsl:when test="contains(' 2571-8 ', $code)">A fat in the blood</xsl:when>
      <xsl:when test="contains(' 1742-6 1920-8 6768-6 1975-2 ', $code)">Shows how the liver works</xsl:when>
      <xsl:when test="contains(' 1751-7 2885-2 ', $code)">A protein in the blood</xsl:when>
      <xsl:when test="contains(' 6690-2 26464-8 ', $code)">Cells that fight infection</xsl:when>
      <xsl:when test="contains(' 789-8 26453-1 718-7 4544-3 20570-8 ', $code)">About red blood cells, which carry oxygen</xsl:when>
      <xsl:when test="contains(' 787-2 785-6 786-4 788-0 21000-5 ', $code)">About the size and filling of red blood cells</xsl:when>
      <xsl:when test="contains(' 777-3 26515-7 32207-3 32623-1 ', $code)">About the cells that help blood clot</xsl:when>
      <xsl:when test="contains(' 3016-3 11580-8 3024-7 ', $code)">Shows how the thyroid works</xsl:when>
      <xsl:when test="contains(' 2276-4 2498-4 ', $code)">About the iron in the body</xsl:when>
      <xsl:when test="contains(' 2857-1 ', $code)">A test of the prostate</xsl:when>
      <xsl:when test="contains(' 6301-6 5902-2 ', $code)">How fast the blood clots</xsl:when>
      <xsl:when test="contains(' 1988-5 30522-7 ', $code)">Shows inflammation in the body</xsl:when>
    </xsl:choose>
  </xsl:variable>
  <xsl:if test="string($words)"><br/><span class="soft small"><xsl:value-of select="$words"/></span></xsl:if>
</xsl:template>
</xsl:stylesheet>
