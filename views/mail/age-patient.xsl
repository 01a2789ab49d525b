<!--
  To a teenager with an account: from a birthday on, an adult.

  Expects: mail @age; @on-says "April 17, 2026"; @ahead if that day is to come.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Who can see your record, since you are <xsl:value-of select="@age"/></xsl:template>
<xsl:template match="mail[@ahead]" mode="subject">Who can see your record when you are <xsl:value-of select="@age"/></xsl:template>

<xsl:template match="mail" mode="text">You turned <xsl:value-of select="@age"/> on <xsl:value-of select="@on-says"/>. Since that day your parents or guardians do not see your bills here any more.<xsl:apply-templates select="." mode="rest"/></xsl:template>

<xsl:template match="mail[@ahead]" mode="text">You turn <xsl:value-of select="@age"/> on <xsl:value-of select="@on-says"/>. From that day on your parents or guardians will not see your bills here any more.<xsl:apply-templates select="." mode="rest"/></xsl:template>

<xsl:template match="mail" mode="rest">

Did you give somebody access yourself? It goes on, until you end it. You can see who has access, and change it, here:

<xsl:value-of select="@base_url"/>/family/settings</xsl:template>
</xsl:stylesheet>
