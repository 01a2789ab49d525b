<!--
  The practice has answered. Says no more than that: who wrote, to whom and
  about what is for the portal alone (IO-15).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">You have a new message</xsl:template>

<xsl:template match="mail" mode="text">You have a new message. Sign in to read it:

<xsl:value-of select="@base_url"/>/account/sign-in

You can choose in the portal how often we send you an email like this.</xsl:template>
</xsl:stylesheet>
