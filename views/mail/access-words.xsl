<!--
  What an access opens, in the words of a mail.

  Expects: mail @level = full, billing, part; @until-says, if it has an end;
  $gap of layout.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="@level" mode="opens">a part of the record: what you agreed on with the practice</xsl:template>
<xsl:template match="@level[. = 'full']" mode="opens">see the whole health record, write messages, fill out forms and see bills</xsl:template>
<xsl:template match="@level[. = 'billing']" mode="opens">see bills and write to us about bills, but nothing about health</xsl:template>

<xsl:template match="@level" mode="called">a part of the record</xsl:template>
<xsl:template match="@level[. = 'full']" mode="called">Full</xsl:template>
<xsl:template match="@level[. = 'billing']" mode="called">Billing only</xsl:template>

<xsl:template match="@until-says" mode="ends"><xsl:value-of select="$gap"/>It ends on <xsl:value-of select="."/>.</xsl:template>
</xsl:stylesheet>
