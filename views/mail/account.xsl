<!--
  What happened to an account.

  Expects: mail @what = reset, password, phone, back, closed; @at-says "November
  22, 2026, 2:30 PM".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Your account at <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail" mode="text"><xsl:value-of select="@at-says"/>: <xsl:apply-templates select="@what"/>

Was it you? Then all is well.

It was not you? Then please call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="@what[. = 'reset']">your account has a new password, chosen by the link that we sent you. It is signed out everywhere else, and no device is remembered.</xsl:template>
<xsl:template match="@what[. = 'password']">the password of your account was changed. It is signed out everywhere else.</xsl:template>
<xsl:template match="@what[. = 'phone']">the phone of your account was changed.</xsl:template>
<xsl:template match="@what[. = 'back']">the change of your email was taken back. You sign in with this address again, with a new password that you choose.</xsl:template>
<xsl:template match="@what[. = 'closed']">your account was closed. Nobody can sign in to it any more. If you want one again, you can sign up with this email.</xsl:template>
</xsl:stylesheet>
