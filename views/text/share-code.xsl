<!--
  The code of a secure link to a record. The link goes another way.

  Expects: mail @code "1234 5678"; practice @short_name.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="text"><xsl:value-of select="@code"/> is the code for a link from the portal of <xsl:value-of select="practice/@short_name"/>. Who sent you the link asked us to text it. You did not expect it? Then do nothing.</xsl:template>
</xsl:stylesheet>
