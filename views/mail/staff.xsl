<!--
  What happened to the sign-in of one of the practice's people.

  Expects: mail @what = failures, link, password, codes, recovery; @at-says
  "November 22, 2026, 2:30 PM".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Your staff sign-in at <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail" mode="text"><xsl:value-of select="@at-says"/>: <xsl:apply-templates select="@what"/>

Was it you? Then all is well.

It was not you? Then tell whoever runs the portal right away, or call <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="@what">someone signed in to your staff account after several wrong passwords or codes.</xsl:template>
<xsl:template match="@what[. = 'link']">someone used the link to set up your staff sign-in, and chose a password.</xsl:template>
<xsl:template match="@what[. = 'password']">someone changed the password of your staff account.</xsl:template>
<xsl:template match="@what[. = 'codes']">someone made new recovery codes for your staff account.</xsl:template>
<xsl:template match="@what[. = 'recovery']">someone signed in to your staff account with a recovery code.</xsl:template>
</xsl:stylesheet>
