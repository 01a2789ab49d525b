<!--
  The fields of an access: its level and its last day.

  Expects: form/field level, last_day.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="access-level">
  <xsl:variable name="error" select="/page/form/field[@name = 'level']/@error"/>
  <fieldset>
    <xsl:attribute name="class">choices<xsl:if test="$error"> field bad</xsl:if></xsl:attribute>
    <xsl:if test="$error"><xsl:attribute name="aria-describedby">level-error</xsl:attribute></xsl:if>
    <legend>Access level</legend>
    <xsl:apply-templates select="$error" mode="beside"/>
    <label class="choice" id="level"><xsl:call-template name="radio"><xsl:with-param name="name">level</xsl:with-param><xsl:with-param name="value">full</xsl:with-param></xsl:call-template>
      <xsl:text> </xsl:text><span><b>Full</b><xsl:text> </xsl:text><span class="hint">See the whole health record, write messages, fill out forms, see bills</span></span></label>
    <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">level</xsl:with-param><xsl:with-param name="value">billing</xsl:with-param></xsl:call-template>
      <xsl:text> </xsl:text><span><b>Billing only</b><xsl:text> </xsl:text><span class="hint">See bills and write about bills. Nothing about health</span></span></label>
  </fieldset>
</xsl:template>

<xsl:template name="last-day">
  <xsl:call-template name="control">
    <xsl:with-param name="name">last_day</xsl:with-param>
    <xsl:with-param name="label">Last day of access (optional)</xsl:with-param>
    <xsl:with-param name="hint">Leave it empty if the access has no end. You can end it at any time.</xsl:with-param>
    <xsl:with-param name="type">date</xsl:with-param>
    <xsl:with-param name="kind">w-date</xsl:with-param>
    <xsl:with-param name="required" select="false()"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="field[@name = 'level']/@error[. = 'required' or . = 'not-a-choice']" mode="says">Choose how much they can see.</xsl:template>
</xsl:stylesheet>
