<!--
  The practice has answered a request that a person made in the portal, or ended
  what it had agreed to. Says no more than that: which one, and about whom, is
  for the portal alone (IO-15).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">There is news about your request in the portal</xsl:template>

<xsl:template match="mail" mode="text">There is news about a request that you made in the portal. Sign in, open My health and then Health Records: it stands at the top of that page.

<xsl:value-of select="@base_url"/>/account/sign-in

You can choose in the portal how often we send you an email like this.</xsl:template>
</xsl:stylesheet>
