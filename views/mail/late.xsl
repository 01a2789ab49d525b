<!--
  To a team of the practice: messages wait longer than was promised. Names
  nobody, and no subject: the team's mailbox is not the portal.

  Expects: mail @late, how many.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject"><xsl:apply-templates select="@late"/> longer than we promised</xsl:template>

<xsl:template match="mail" mode="text"><xsl:apply-templates select="@late"/> for an answer longer than we promised. You find what is late here:

<xsl:value-of select="@base_url"/>/staff/inbox?show=late</xsl:template>

<xsl:template match="@late"><xsl:value-of select="."/> messages wait</xsl:template>
<xsl:template match="@late[. = 1]">1 message waits</xsl:template>
</xsl:stylesheet>
