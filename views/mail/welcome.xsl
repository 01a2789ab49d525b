<!-- An account was made with this email. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Your account at <xsl:value-of select="practice/@short_name"/> is ready</xsl:template>

<xsl:template match="mail" mode="text">Your account is ready. From now on, sign in with this email address and your password:

<xsl:value-of select="@base_url"/>/account/sign-in

You did not make this account? Then please call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:template>
</xsl:stylesheet>
