<!--
  A patient invites somebody to the own record, takes that back, or gets a no.

  Expects: mail @what = sent, withdrawn, declined; @side = invited, patient;
  @name of the invited; @giver, who invites to the own record; @level
  @until-says as in access-words.xsl; @token of the link, to the invited;
  @expires-says "November 29, 2026".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="access-words.xsl"/>

<xsl:template match="mail[@what = 'sent' and @side = 'invited']" mode="subject"><xsl:value-of select="@giver"/> invites you to <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail[@what = 'sent' and @side = 'invited']" mode="text">Hello <xsl:value-of select="@name"/>,

<xsl:value-of select="@giver"/> wants to share their record on the patient portal of <xsl:value-of select="practice/@name"/> with you.

If you say yes, you can <xsl:apply-templates select="@level" mode="opens"/>.<xsl:apply-templates select="@until-says" mode="ends"/>

Open the invitation here. Nothing happens before you say yes:

<xsl:value-of select="@base_url"/>/family/invitation?token=<xsl:value-of select="@token"/>
  <xsl:value-of select="$gap"/>The link works once, until <xsl:value-of select="@expires-says"/>. It is for you alone: please do not pass it on.

You don’t know <xsl:value-of select="@giver"/>? Then you can delete this mail.</xsl:template>

<xsl:template match="mail[@what = 'sent' and @side = 'patient']" mode="subject">You invited somebody to your record</xsl:template>

<xsl:template match="mail[@what = 'sent' and @side = 'patient']" mode="text">You invited <xsl:value-of select="@name"/> to your record. The access level is <xsl:apply-templates select="@level" mode="called"/>.<xsl:apply-templates select="@until-says" mode="ends"/>

The invitation works until <xsl:value-of select="@expires-says"/>. You can take it back here:

<xsl:value-of select="@base_url"/>/family/settings

It was not you? Then please call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="mail[@what = 'withdrawn']" mode="subject">An invitation was taken back</xsl:template>

<xsl:template match="mail[@what = 'withdrawn' and @side = 'invited']" mode="text">Hello <xsl:value-of select="@name"/>,

<xsl:value-of select="@giver"/> took back the invitation to the patient portal of <xsl:value-of select="practice/@name"/>. The link in the mail before this one does not work any more. There is nothing for you to do.</xsl:template>

<xsl:template match="mail[@what = 'withdrawn' and @side = 'patient']" mode="text">You took back the invitation for <xsl:value-of select="@name"/>. The link in it does not work any more.

It was not you? Then please call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="mail[@what = 'declined']" mode="subject">An invitation was declined</xsl:template>

<xsl:template match="mail[@what = 'declined']" mode="text"><xsl:value-of select="@name"/> said no to your invitation. Nobody got access to your record.

You can send another one here:

<xsl:value-of select="@base_url"/>/family/settings</xsl:template>
</xsl:stylesheet>
