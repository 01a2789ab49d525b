<!--
  Controls of the practice's forms beside those of form.xsl: one of a list,
  whether it is confidential.

  Expects: form/field @name @error = what was typed.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- options: nodes with @id @name; drafted: the id if nothing was typed. -->
<xsl:template name="pick">
  <xsl:param name="name"/>
  <xsl:param name="label"/>
  <xsl:param name="options"/>
  <xsl:param name="drafted"/>
  <xsl:variable name="typed" select="/page/form/field[@name = $name]"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="{$name}"><xsl:value-of select="$label"/></label>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <select id="{$name}" name="{$name}">
      <xsl:call-template name="described">
        <xsl:with-param name="name" select="$name"/>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template>
      <option value="">Choose</option>
      <xsl:for-each select="$options">
        <option value="{@id}"><xsl:if test="@id = $typed or (not($typed) and @id = $drafted)"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if><xsl:value-of select="@name"/><xsl:if test="@start_when">, <xsl:value-of select="@start_when-says"/></xsl:if></option>
      </xsl:for-each>
    </select></div>
</xsl:template>

<xsl:template name="private">
  <label class="choice bare"><xsl:call-template name="tick"><xsl:with-param name="name">private</xsl:with-param></xsl:call-template>
    <xsl:text> </xsl:text><span>Confidential: only the patient’s own account and staff see it</span></label>
</xsl:template>

<!-- Date, provider, visit: what documents have in common. -->
<xsl:template name="of">
  <xsl:param name="date"/>
  <xsl:param name="label"/>
  <xsl:param name="provider"/>
  <div class="three">
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="$date"/>
      <xsl:with-param name="label" select="$label"/>
      <xsl:with-param name="type">date</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="pick">
      <xsl:with-param name="name">provider</xsl:with-param>
      <xsl:with-param name="label" select="$provider"/>
      <xsl:with-param name="options" select="/page/provider"/>
    </xsl:call-template>
    <xsl:call-template name="pick">
      <xsl:with-param name="name">encounter</xsl:with-param>
      <xsl:with-param name="label">Visit, if it belongs to one</xsl:with-param>
      <xsl:with-param name="options" select="/page/encounter"/>
    </xsl:call-template>
  </div>
</xsl:template>
</xsl:stylesheet>
