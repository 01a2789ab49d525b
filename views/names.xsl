<!--
  Names and units from other systems, as a person says them.

  mode "bare"   without the tags that SNOMED CT hangs on to names, as in
                "Asthma (disorder)"
  mode "plain"  for tests: without what LOINC hangs on, too, as in
                "Sodium [Moles/volume] in Blood"
  mode "number" a value without digits that a computer made up
  mode "unit"   without UCUM's brackets and notes in braces
  mode "both"   a vital sign as Americans say it, then as it was recorded, as in
                "180.8 lb (82 kg)"
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:variable name="tags" select="'|disorder)|finding)|situation)|procedure)|regime/therapy)|qualifier value)|severity modifier)|substance)|product)|medicinal product)|clinical drug)|physical object)|person)|occupation)|observable entity)|organism)|event)|body structure)|morphologic abnormality)|social concept)|environment)|record artifact)|tumor staging)|'"/>

<xsl:template match="@*" mode="bare"><xsl:value-of select="."/></xsl:template>
<xsl:template match="@*[contains(., ')')]" mode="bare">
  <xsl:call-template name="bare"><xsl:with-param name="text" select="normalize-space(.)"/></xsl:call-template>
</xsl:template>

<xsl:template match="@*" mode="plain"><xsl:apply-templates select="." mode="bare"/></xsl:template>
<xsl:template match="@*[contains(., ' [')]" mode="plain"><xsl:value-of select="substring-before(., ' [')"/></xsl:template>
<xsl:template match="observation[@code = '85354-9']/@display" mode="plain">Blood pressure</xsl:template>

<!-- Again and again: "Mild (severity modifier) (qualifier value)". -->
<xsl:template name="bare">
  <xsl:param name="text"/>
  <xsl:variable name="last"><xsl:call-template name="last-bracket"><xsl:with-param name="text" select="$text"/></xsl:call-template></xsl:variable>
  <xsl:choose>
    <xsl:when test="string($last) and contains($tags, concat('|', $last, '|'))">
      <xsl:call-template name="bare"><xsl:with-param name="text" select="substring($text, 1, string-length($text) - string-length($last) - 2)"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- What stands after the last " (", or nothing. -->
<xsl:template name="last-bracket">
  <xsl:param name="text"/>
  <xsl:variable name="rest" select="substring-after($text, ' (')"/>
  <xsl:choose>
    <xsl:when test="contains($rest, ' (')"><xsl:call-template name="last-bracket"><xsl:with-param name="text" select="$rest"/></xsl:call-template></xsl:when>
    <xsl:otherwise><xsl:value-of select="$rest"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- As the laboratory wrote it, but for digits that a computer made up. -->
<xsl:template match="@value" mode="number">
  <xsl:choose>
    <xsl:when test="../@value_kind != 'quantity'"><xsl:apply-templates select="." mode="bare"/></xsl:when>
    <xsl:when test="string-length(substring-after(., '.')) &gt; 3 and . &gt;= 1"><xsl:value-of select="round(. * 100) div 100"/></xsl:when>
    <xsl:when test="string-length(substring-after(., '.')) &gt; 5 and number() = number()"><xsl:value-of select="round(. * 1000) div 1000"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@custom" mode="both"><xsl:value-of select="."/> (<xsl:apply-templates select="../@value" mode="number"/>&#160;<xsl:apply-templates select="../@unit" mode="unit"/>)</xsl:template>

<xsl:template match="@*" mode="unit"><xsl:value-of select="translate(., '[]', '')"/></xsl:template>
<xsl:template match="@*[contains(., '{')]" mode="unit">
  <xsl:value-of select="translate(concat(substring-before(., '{'), substring-after(., '}')), '[]', '')"/>
</xsl:template>
<xsl:template match="@*[. = '1' or . = '[pH]']" mode="unit"/>
<xsl:template match="@*[. = 'points' and ../@value = 1]" mode="unit">point</xsl:template>
<xsl:template match="@*[. = '/min' or . = '{Beats}/min' or . = '{beats}/min' or . = '{breaths}/min']" mode="unit">a minute</xsl:template>
<xsl:template match="@*[. = 'Cel']" mode="unit">°C</xsl:template>
<xsl:template match="@*[. = '[degF]']" mode="unit">°F</xsl:template>
<xsl:template match="@*[. = '[lb_av]']" mode="unit">lb</xsl:template>
<xsl:template match="@*[. = '[in_i]']" mode="unit">in</xsl:template>
<xsl:template match="@*[. = 'mm[Hg]']" mode="unit">mmHg</xsl:template>
<xsl:template match="@*[. = 'kg/m2']" mode="unit">kg/m²</xsl:template>
<xsl:template match="@*[starts-with(., 'mL/min/{1.73')]" mode="unit">mL/min/1.73 m²</xsl:template>
<xsl:template match="@*[. = '10*3/uL' or . = '10*9/L']" mode="unit">thousand per µL</xsl:template>
<xsl:template match="@*[. = '10*6/uL' or . = '10*12/L']" mode="unit">million per µL</xsl:template>
<xsl:template match="@*[. = '/[HPF]' or . = '/[HPF]{cells}']" mode="unit">in one microscope view</xsl:template>

<xsl:template match="@sex" mode="bare"><xsl:value-of select="."/></xsl:template>
<xsl:template match="@sex[. = 'female']" mode="bare">Female</xsl:template>
<xsl:template match="@sex[. = 'male']" mode="bare">Male</xsl:template>
<xsl:template match="@sex[. = 'other']" mode="bare">Other</xsl:template>
<xsl:template match="patient_trait[@kind = 'marital']/@display[. = 'M']" mode="bare">Married</xsl:template>
<xsl:template match="patient_trait[@kind = 'marital']/@display[. = 'S' or . = 'U']" mode="bare">Single</xsl:template>
<xsl:template match="patient_trait[@kind = 'marital']/@display[. = 'D']" mode="bare">Divorced</xsl:template>
<xsl:template match="patient_trait[@kind = 'marital']/@display[. = 'W']" mode="bare">Widowed</xsl:template>

<!-- An address may end a line before its "@" only. -->
<xsl:template match="@*" mode="address"><xsl:value-of select="translate(., ' -', '&#160;&#8209;')"/></xsl:template>
<xsl:template match="@*[contains(., '@')]" mode="address"><xsl:value-of select="substring-before(., '@')"/><span class="whole">@<xsl:value-of select="substring-after(., '@')"/></span></xsl:template>
</xsl:stylesheet>
