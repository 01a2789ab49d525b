<!--
  The same as mail/passcode.xsl in a text. It names who asks: without that
  nobody could decide.

  Expects: mail @asker @basis @code @until-says @refuse; practice @short_name.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="text"><xsl:value-of select="practice/@short_name"/>: <xsl:value-of select="@asker"/> asks to see <xsl:apply-templates select="@basis" mode="record"/>. If you agree, give them this passcode: <xsl:value-of select="@code"/>. It works until <xsl:value-of select="@until-says"/> and opens the whole record. If not, say no: <xsl:value-of select="@refuse"/></xsl:template>

<xsl:template match="@basis" mode="record">your health record</xsl:template>
<xsl:template match="@basis[. = 'guardian']" mode="record">a child's health record</xsl:template>
</xsl:stylesheet>
