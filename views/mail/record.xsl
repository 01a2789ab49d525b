<!--
  A record that a person sends to any address: with it goes the file.

  Expects: mail @sender = who sends it; @file = its name.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject"><xsl:value-of select="@sender"/> sends you a health record</xsl:template>

<xsl:template match="mail" mode="text">Hello,

<xsl:value-of select="@sender"/> sends you a health record from <xsl:value-of select="practice/@name"/>. It was sent from our patient portal, and the file <xsl:value-of select="@file"/> goes with this mail.

How to open it: save the file and unpack it. Open health-record.html to read it. The file health-record.xml is for the computer of a doctor’s office (C-CDA).

This mail is not encrypted. The person who sent it knows that and wanted it. If it is not for you, please delete it, and call us at <xsl:value-of select="practice/@phone"/>.</xsl:template>
</xsl:stylesheet>
