<!--
  Forgot your password?: the link to a new one.

  Expects: mail @token @minutes @until-says; @by-practice = "1" if the practice
  started it.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Reset your password for <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail" mode="text"><xsl:apply-templates select="." mode="why"/> To choose a new password, follow this link.

Reset Password:

<xsl:value-of select="@base_url"/>/account/link/reset?token=<xsl:value-of select="@token"/>

<xsl:text>

The link works once, for </xsl:text><xsl:value-of select="@minutes"/> minutes, until <xsl:value-of select="@until-says"/>. Only the newest link works.

You did not ask for this? Then you can delete this mail. Your password stays as it is. The link alone does not let anybody in.</xsl:template>

<xsl:template match="mail" mode="why">Someone asked to reset the password of your account.</xsl:template>
<xsl:template match="mail[@by-practice]" mode="why">As you asked us, we started a new password for your account.</xsl:template>

<xsl:template match="mail" mode="label">Reset Password</xsl:template>
</xsl:stylesheet>
