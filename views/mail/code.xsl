<!--
  A code, for sign-up: to the email on file, or to the new one.

  Expects: mail @code @minutes @until-says.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Your code for <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail" mode="text">Your code is:

<xsl:value-of select="@code"/>

<xsl:text>

Type it on the page where you asked for it. It works for </xsl:text><xsl:value-of select="@minutes"/> minutes, until <xsl:value-of select="@until-says"/>.

You did not ask for a code? Then you can delete this mail. Nobody gets in without the code. Do not tell it to anyone, not even to us.</xsl:template>
</xsl:stylesheet>
