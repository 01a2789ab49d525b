<!--
  Access to a record in words: its level, what that lets one do, until when,
  and who gave it.

  Expects: access or invitation @level = full, billing, part; access @basis
  @relation @giver @since-says @until-says @bills_from-says @holder @patient.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="@level" mode="called">Part of the record</xsl:template>
<xsl:template match="@level[. = 'full']" mode="called">Full</xsl:template>
<xsl:template match="@level[. = 'billing']" mode="called">Billing only</xsl:template>

<xsl:template match="@level" mode="tag"><span class="tag info"><xsl:apply-templates select="." mode="called"/></span></xsl:template>

<!-- After "can". -->
<xsl:template match="@level" mode="can">see a part of the record, as agreed with the practice</xsl:template>
<xsl:template match="@level[. = 'full']" mode="can">see the whole health record, write messages, fill out forms, and see bills</xsl:template>
<xsl:template match="@level[. = 'billing']" mode="can">see bills and write about bills. Nothing about health</xsl:template>

<xsl:template match="access | invitation" mode="until">
  <xsl:choose>
    <xsl:when test="@bills_from-says">From <xsl:value-of select="@bills_from-says"/> on, this is Billing only. It ends after <xsl:value-of select="@until-says"/>.</xsl:when>
    <xsl:when test="@until-says">Until <xsl:value-of select="@until-says"/>.</xsl:when>
    <xsl:otherwise>No end date.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Who gave it, to who has it. -->
<xsl:template match="access" mode="given-to-you"><xsl:apply-templates select="." mode="giver"/> gave you this access on <xsl:value-of select="@since-says"/>.</xsl:template>
<xsl:template match="access[@basis = 'guardian']" mode="given-to-you">You have had it since <xsl:value-of select="@since-says"/>, as the <xsl:apply-templates select="." mode="guardian"/>.</xsl:template>

<!-- Who gave it, to whose record it is. -->
<xsl:template match="access" mode="given-by-you">You gave this access on <xsl:value-of select="@since-says"/>.</xsl:template>
<xsl:template match="access[@basis = 'passcode']" mode="given-by-you">You gave a passcode for it on <xsl:value-of select="@since-says"/>.</xsl:template>
<xsl:template match="access[@basis = 'guardian']" mode="given-by-you">Has it as your <xsl:apply-templates select="." mode="guardian"/>. You can’t remove it.</xsl:template>
<xsl:template match="access[@basis = 'staff']" mode="given-by-you"><xsl:apply-templates select="." mode="giver"/> gave this access on <xsl:value-of select="@since-says"/>. Only the practice can change it.</xsl:template>

<xsl:template match="access" mode="giver">The practice</xsl:template>
<xsl:template match="access[@basis = 'invited' or @basis = 'patient' or @basis = 'passcode']" mode="giver"><xsl:value-of select="@patient"/></xsl:template>
<xsl:template match="access[@giver]" mode="giver"><xsl:value-of select="@giver"/></xsl:template>

<xsl:template match="access" mode="guardian">parent or guardian</xsl:template>
<xsl:template match="access[@relation]" mode="guardian"><xsl:value-of select="@relation"/></xsl:template>
</xsl:stylesheet>
