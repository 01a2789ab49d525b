<!--
  What happened to the security options of an account.

  Expects: mail @what = KIND-added, KIND-replaced, KIND-removed (KIND is app,
  text, passkey), codes, recovery; @at-says "November 22, 2026, 2:30 PM"; @link
  = the way back, a path of ours, if there is one.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Your sign-in at <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail" mode="text"><xsl:value-of select="@at-says"/>: <xsl:apply-templates select="@what"/>

Was it you? Then all is well.

<xsl:choose>
<xsl:when test="@link">It was not you? Then open this page now. It undoes the change, signs everybody out, and lets you choose a new password:

<xsl:value-of select="concat(@base_url, @link)"/>

The page works for 7 days. You can also call us at <xsl:value-of select="practice/@phone"/>.</xsl:when>
<xsl:otherwise>It was not you? Then please call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:otherwise>
</xsl:choose></xsl:template>

<xsl:template match="@what">someone changed how you sign in: <xsl:apply-templates select="." mode="kind"/><xsl:apply-templates select="." mode="done"/></xsl:template>
<xsl:template match="@what[. = 'codes']">someone made new recovery codes for your account. The old ones work no more.</xsl:template>
<xsl:template match="@what[. = 'recovery']">someone signed in to your account with a recovery code. That code works no more.</xsl:template>

<xsl:template match="@what[starts-with(., 'app-')]" mode="kind">an authenticator app</xsl:template>
<xsl:template match="@what[starts-with(., 'text-')]" mode="kind">a phone for text messages</xsl:template>
<xsl:template match="@what[starts-with(., 'passkey-')]" mode="kind">a passkey</xsl:template>

<xsl:template match="@what[contains(., '-added')]" mode="done"> was added.</xsl:template>
<xsl:template match="@what[contains(., '-replaced')]" mode="done"> was replaced by another one.</xsl:template>
<xsl:template match="@what[contains(., '-removed')]" mode="done"> was removed.</xsl:template>
</xsl:stylesheet>
