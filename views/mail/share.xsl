<!--
  The secure link to a record, to whom it is for. The code goes another way.

  Expects: mail @name = for whom; @maker = who shares it; @token of the link;
  @until-says = its last day; @wrong codes end it.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject"><xsl:value-of select="@maker"/> shares a health record with you</xsl:template>

<xsl:template match="mail" mode="text">Hello <xsl:value-of select="@name"/>,

<xsl:value-of select="@maker"/> shares a health record with you, from the patient portal of <xsl:value-of select="practice/@name"/>. Open it here:

<xsl:value-of select="@base_url"/>/share/link?token=<xsl:value-of select="@token"/>
  <xsl:value-of select="$gap"/>You need a code of 8 digits, too. It is not in this mail: you get it from <xsl:value-of select="@maker"/>. After <xsl:value-of select="@wrong"/> wrong codes the link ends.

The link works through <xsl:value-of select="@until-says"/>. <xsl:value-of select="@maker"/> is told each time it is opened, and can stop it.

You don’t know <xsl:value-of select="@maker"/>? Then you can delete this mail.</xsl:template>

<xsl:template match="mail" mode="label">Open the health record</xsl:template>
</xsl:stylesheet>
