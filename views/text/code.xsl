<!--
  A code, for sign-in or a passcode. The last line binds it to our address, so
  that phones fill it in there and nowhere else (origin-bound one-time codes).

  Expects: mail @code @minutes @base_url; practice @short_name.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="text"><xsl:value-of select="@code"/> is your code for <xsl:value-of select="practice/@short_name"/>. It works for <xsl:value-of select="@minutes"/> minutes. Do not tell it to anyone, not even to us.

@<xsl:call-template name="host"/> #<xsl:value-of select="@code"/></xsl:template>
</xsl:stylesheet>
