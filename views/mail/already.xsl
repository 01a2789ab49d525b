<!-- Someone wanted to sign up with an email that has an account. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">You already have an account at <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail" mode="text">Someone tried to sign up with this email address. It already has an account, so no new one was made.

Was it you? Sign in here:

<xsl:value-of select="@base_url"/>/account/sign-in

Forgot your password? You can choose a new one here:

<xsl:value-of select="@base_url"/>/account/forgot

It was not you? Then you don’t need to do anything. Your account is safe.</xsl:template>
</xsl:stylesheet>
