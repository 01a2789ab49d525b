<!--
  A secure link to a record was made, was opened, or has ended by wrong codes:
  to who made it, and to the patient. It names for whom it is, and nothing of
  the record.

  Expects: mail @what = made, opened, codes; @name = for whom; @maker; @own =
  "1" to who made it; @at-says "November 22, 2026, 2:30 PM"; @until-says =
  its last day; @wrong codes end it; @patient_id.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">A link to a health record was made</xsl:template>
<xsl:template match="mail[@what = 'opened']" mode="subject">Your link to a health record was opened</xsl:template>
<xsl:template match="mail[@what = 'codes']" mode="subject">A link to a health record has ended</xsl:template>

<xsl:template match="mail" mode="text"><xsl:apply-templates select="." mode="news"/>

You can see all links, and stop them, here:

<xsl:value-of select="@base_url"/>/records/<xsl:value-of select="@patient_id"/><xsl:text>/share

</xsl:text>You did not expect this? Then stop the link, and call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="mail" mode="news"><xsl:value-of select="@maker"/> made a secure link to your health record for <xsl:value-of select="@name"/>, on <xsl:value-of select="@at-says"/>. It works through <xsl:value-of select="@until-says"/>.</xsl:template>
<xsl:template match="mail[@own]" mode="news">You made a secure link to a health record for <xsl:value-of select="@name"/>, on <xsl:value-of select="@at-says"/>. It works through <xsl:value-of select="@until-says"/>.</xsl:template>
<xsl:template match="mail[@what = 'opened']" mode="news">The secure link for <xsl:value-of select="@name"/> was opened with the right code on <xsl:value-of select="@at-says"/>.<xsl:apply-templates select="." mode="maker"/></xsl:template>
<xsl:template match="mail[@what = 'codes']" mode="news">Somebody typed <xsl:value-of select="@wrong"/> wrong codes for the secure link for <xsl:value-of select="@name"/>. So it ended on <xsl:value-of select="@at-says"/>, and nobody can open it any more. If <xsl:value-of select="@name"/> still needs the record, a new link can be made.<xsl:apply-templates select="." mode="maker"/></xsl:template>

<xsl:template match="mail" mode="maker"><xsl:text> </xsl:text><xsl:value-of select="@maker"/> made it.</xsl:template>
<xsl:template match="mail[@own]" mode="maker"/>
</xsl:stylesheet>
