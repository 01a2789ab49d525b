<!--
  Every text message: mail/text. A text imports this file and fills in the mode
  "text" of "mail".

  One message has 160 characters of the GSM alphabet; one letter beyond it
  (curly quotes, most accents) cuts that to 70. A text says nothing about health
  and names nobody but the practice: it is read on a locked phone.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

<xsl:template match="/mail">
  <mail>
    <text><xsl:apply-templates select="." mode="text"/></text>
  </mail>
</xsl:template>

<!-- The name of the portal's machine, without a port. -->
<xsl:template name="host">
  <xsl:value-of select="substring-before(translate(concat(substring-after(/mail/@base_url, '://'), '/'), ':', '/'), '/')"/>
</xsl:template>
</xsl:stylesheet>
