<!--
  Someone signed in after several wrong passwords, or on a new device.

  Expects: mail @what = failures, device; @at-says "November 22, 2026, 2:30 PM".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Someone signed in to your account at <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail" mode="text">Someone signed in to your account on <xsl:value-of select="@at-says"/>, <xsl:apply-templates select="@what"/>.

Was it you? Then all is well.

It was not you? Then please call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="@what">on a device we have not seen before</xsl:template>
<xsl:template match="@what[. = 'failures']">after several wrong passwords or codes</xsl:template>
</xsl:stylesheet>
