<!--
  Something new was posted to a record. Says no more than that: whose record it
  is, and what is new, is for the portal alone (IO-15).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">There is something new in the portal</xsl:template>

<xsl:template match="mail" mode="text">There is something new in a record that you can open. Sign in to see it:

<xsl:value-of select="@base_url"/>/account/sign-in

You can choose in the portal how often we send you an email like this.</xsl:template>
</xsl:stylesheet>
