<!--
  GET and POST /staff/documents/:patient/letter, .../draft/:id/edit of a letter

  Expects: person; provider, encounter @id @name @start_when; template @id @name;
  page @draft of a draft; limits @letter; form/field title, written, provider,
  encounter, private, body, replaces.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-fields.xsl"/>

<xsl:template match="page" mode="title">Write a letter</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="back-to-documents"/>
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Write a letter</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:if test="template and not(@draft) and not(form/field/@error)"><xsl:apply-templates select="." mode="templates"/></xsl:if>
  <form class="sheet stack" method="post">
    <xsl:attribute name="action">/staff/documents/<xsl:value-of select="person/@id"/>/letter<xsl:if test="@draft">/<xsl:value-of select="@draft"/></xsl:if></xsl:attribute>
    <xsl:call-template name="token"/>
    <xsl:call-template name="carry"><xsl:with-param name="name">replaces</xsl:with-param></xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name">title</xsl:with-param>
      <xsl:with-param name="label">Title</xsl:with-param>
      <xsl:with-param name="hint">As the patient reads it in the list, like: Letter for school</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="of">
      <xsl:with-param name="date">written</xsl:with-param>
      <xsl:with-param name="label">Date of the letter</xsl:with-param>
      <xsl:with-param name="provider">Signed by</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="area">
      <xsl:with-param name="name">body</xsl:with-param>
      <xsl:with-param name="label">Text</xsl:with-param>
      <xsl:with-param name="hint">Up to <xsl:value-of select="format-number(limits/@letter, '#,##0')"/> characters. We add the letterhead, the address and the signer’s name. {patient}, {provider} and {date} become the real ones.</xsl:with-param>
      <xsl:with-param name="rows">16</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="private"/>
    <div class="actions"><button class="btn" type="submit">Look at it</button><span class="soft">Nothing is posted yet.</span></div>
  </form>
</xsl:template>

<xsl:template match="page" mode="templates">
  <xsl:variable name="replaces" select="form/field[@name = 'replaces']"/>
  <p>Begin from a text: <xsl:for-each select="template"><xsl:if test="position() &gt; 1"> · </xsl:if><a href="/staff/documents/{/page/person/@id}/letter?template={@id}"><xsl:if test="string($replaces)"><xsl:attribute name="href">/staff/documents/<xsl:value-of select="/page/person/@id"/>/letter?template=<xsl:value-of select="@id"/>&amp;replaces=<xsl:value-of select="$replaces"/></xsl:attribute></xsl:if><xsl:value-of select="@name"/></a></xsl:for-each></p>
</xsl:template>

<xsl:template match="field[@name = 'provider']/@error" mode="says">Choose who signs the letter.</xsl:template>
<xsl:template match="field[@name = 'title']/@error[. = 'required']" mode="says">Enter a title.</xsl:template>
<xsl:template match="field[@name = 'written']/@error[. = 'required']" mode="says">Enter the date of the letter.</xsl:template>
<xsl:template match="field[@name = 'body']/@error[. = 'required']" mode="says">Write the letter.</xsl:template>
</xsl:stylesheet>
