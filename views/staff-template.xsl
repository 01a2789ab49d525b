<!--
  GET /staff/documents/templates/new, POST /staff/documents/templates, GET and
  POST /staff/documents/templates/:id: one text that letters begin from

  Expects: template @id @title @text @retired_at @version as it is now, none if
  it is new; blank @name: what the portal fills in; form/field title, text; page
  @changed.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-document-words.xsl"/>

<xsl:template match="page" mode="title"><xsl:choose><xsl:when test="template">Letter template</xsl:when><xsl:otherwise>Add a letter template</xsl:otherwise></xsl:choose></xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <p><a class="go" href="/staff/documents/templates">All letter templates</a></p>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="." mode="said"/>
  <div class="head"><h1><xsl:choose><xsl:when test="template"><xsl:value-of select="template/@title"/></xsl:when><xsl:otherwise>Add a letter template</xsl:otherwise></xsl:choose></h1></div>
  <xsl:if test="@changed"><section class="sheet stack" aria-labelledby="now"><h2 id="now">How it is now</h2>
    <p class="lines"><xsl:value-of select="template/@text"/></p></section></xsl:if>
  <form class="sheet stack" method="post">
    <xsl:attribute name="action">/staff/documents/templates<xsl:if test="template">/<xsl:value-of select="template/@id"/></xsl:if></xsl:attribute>
    <xsl:call-template name="token"/>
    <xsl:if test="template"><input type="hidden" name="version" value="{template/@version}"/></xsl:if>
    <xsl:call-template name="control">
      <xsl:with-param name="name">title</xsl:with-param>
      <xsl:with-param name="label">Name</xsl:with-param>
      <xsl:with-param name="hint">Only staff see it, like: School or work note</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <div><p>The portal fills these in. Type them as they stand here, with the brackets:</p>
      <ul class="bullets"><xsl:apply-templates select="blank"/></ul></div>
    <xsl:call-template name="area">
      <xsl:with-param name="name">text</xsl:with-param>
      <xsl:with-param name="label">Text</xsl:with-param>
      <xsl:with-param name="hint">Up to <xsl:value-of select="format-number(limits/@letter, '#,##0')"/> characters. We add the letterhead, the address and the signer’s name.</xsl:with-param>
      <xsl:with-param name="rows">16</xsl:with-param>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Save</button>
      <xsl:apply-templates select="template" mode="use"/></div>
  </form>
</xsl:template>

<xsl:template match="template" mode="use"><button class="btn quiet stop" type="submit" formaction="/staff/documents/templates/{@id}/retire" formnovalidate="formnovalidate">Take out of use</button></xsl:template>
<xsl:template match="template[@retired_at]" mode="use"><button class="btn quiet" type="submit" formaction="/staff/documents/templates/{@id}/restore" formnovalidate="formnovalidate">Use it again</button></xsl:template>

<xsl:template match="blank"><li><b><xsl:value-of select="@name"/></b>: <xsl:apply-templates select="@name"/></li></xsl:template>
<xsl:template match="blank/@name[. = '{patient}']">the patient’s name</xsl:template>
<xsl:template match="blank/@name[. = '{provider}']">the name of who signs the letter</xsl:template>
<xsl:template match="blank/@name[. = '{date}']">the date of the letter</xsl:template>

<xsl:template match="field[@name = 'title']/@error[. = 'required']" mode="says">Enter a name.</xsl:template>
<xsl:template match="field[@name = 'text']/@error[. = 'required']" mode="says">Write the text.</xsl:template>
</xsl:stylesheet>
