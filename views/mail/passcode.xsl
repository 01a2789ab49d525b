<!--
  Somebody asks for access to a record: to the contact on file, with the
  passcode that gives it. It names who asks, so that the patient can decide; of
  the record it names nothing, not even whose it is.

  Expects: mail @asker @relation; @basis = passcode, guardian (a child's
  record); @code "K7QM-2XRT" @until-says; @refuse = address of the way to say
  no.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject"><xsl:value-of select="@asker"/> asks to see a record at <xsl:value-of select="practice/@short_name"/></xsl:template>

<xsl:template match="mail" mode="text"><xsl:value-of select="@asker"/> asks to see <xsl:apply-templates select="@basis" mode="record"/> at <xsl:value-of select="practice/@name"/>, on the patient portal. They told us that they are <xsl:apply-templates select="@relation"/>. We did not check that.

If you agree, give them this passcode yourself:

<xsl:value-of select="@code"/>

<xsl:text>

It works until </xsl:text><xsl:value-of select="@until-says"/>.

By giving this passcode you agree that <xsl:value-of select="@asker"/> can see all of <xsl:apply-templates select="@basis" mode="it"/>, write messages to us about it, and see bills. You can end this at any time. Call us at <xsl:value-of select="practice/@phone"/>.

You do not know this person, or you do not agree? Do not tell anyone the passcode, and say no here:

<xsl:value-of select="@refuse"/>

<xsl:text>

We never ask you for this passcode.</xsl:text></xsl:template>

<xsl:template match="@basis" mode="record">your health record</xsl:template>
<xsl:template match="@basis[. = 'guardian']" mode="record">the health record of a child in your family</xsl:template>
<xsl:template match="@basis" mode="it">your record</xsl:template>
<xsl:template match="@basis[. = 'guardian']" mode="it">the child’s record</xsl:template>

<xsl:template match="@relation">your <xsl:value-of select="."/></xsl:template>
<xsl:template match="mail[@basis = 'guardian']/@relation">the child’s <xsl:value-of select="."/></xsl:template>
<xsl:template match="@relation[. = 'guardian']">the legal guardian</xsl:template>
<xsl:template match="@relation[. = 'spouse']">your spouse or partner</xsl:template>
</xsl:stylesheet>
