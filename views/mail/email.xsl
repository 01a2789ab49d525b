<!--
  Another email for an account: to the new address, that proves itself; then to
  both.

  Expects: mail @what = prove, new, old; @link: where it leads, a path of ours;
  @at-says "November 22, 2026, 2:30 PM".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Your email at <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail[@what = 'prove']" mode="text">Someone wants to sign in to the portal with this email address from now on. Is that you? Then open this page on the device where you asked for it:

<xsl:value-of select="concat(@base_url, @link)"/>

<xsl:text>

The link works once, for an hour.

It is not you? Then you can delete this mail. Nothing happens without you.</xsl:text></xsl:template>

<xsl:template match="mail[@what = 'new']" mode="text"><xsl:value-of select="@at-says"/>: from now on, sign in to the portal with this email address. Our mails go here, too.

It was not you? Then please call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="mail[@what = 'old']" mode="text"><xsl:value-of select="@at-says"/>: the email of your account was changed. Our mails go to the new address from now on, and you sign in with it.

Was it you? Then all is well.

It was not you? Then take it back now. Everyone is signed out, and you choose a new password:

<xsl:value-of select="concat(@base_url, @link)"/>

<xsl:text>

The link works once, for 7 days. You can also call us at </xsl:text><xsl:value-of select="practice/@phone"/>.</xsl:template>
</xsl:stylesheet>
