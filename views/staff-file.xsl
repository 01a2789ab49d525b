<!--
  GET /staff/documents/:patient/file, .../draft/:id/edit of a file;
  POST /staff/documents/send/:patient

  Expects: person; provider, encounter @id @name @start_when; page @draft and
  file @name @bytes of a draft; limits @file_megabytes; form/field kind, title,
  written, provider, encounter, private, replaces, files.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-fields.xsl"/>

<xsl:template match="page" mode="title">Post a document</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="back-to-documents"/>
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Post a document</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <form class="sheet stack" method="post" enctype="multipart/form-data">
    <xsl:attribute name="action">/staff/documents/send/<xsl:value-of select="person/@id"/><xsl:if test="@draft">/<xsl:value-of select="@draft"/></xsl:if></xsl:attribute>
    <xsl:call-template name="token"/>
    <xsl:call-template name="carry"><xsl:with-param name="name">replaces</xsl:with-param></xsl:call-template>
    <xsl:apply-templates select="." mode="files"/>
    <xsl:apply-templates select="." mode="kinds"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name">title</xsl:with-param>
      <xsl:with-param name="label">Title</xsl:with-param>
      <xsl:with-param name="hint">As the patient reads it, like: Chest X-ray, or Letter for school</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="of">
      <xsl:with-param name="date">written</xsl:with-param>
      <xsl:with-param name="label">Date of the document</xsl:with-param>
      <xsl:with-param name="provider">Provider who signed it</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="private"/>
    <div class="actions"><button class="btn" type="submit">Look at it</button><span class="soft">Nothing is posted yet.</span></div>
  </form>
</xsl:template>

<xsl:template match="page" mode="files">
  <xsl:variable name="typed" select="form/field[@name = 'files']"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="files">File</label>
    <p class="hint" id="files-hint">PDF, JPEG or PNG, up to <xsl:value-of select="limits/@file_megabytes"/> MB.
      <xsl:if test="file"> Now: <xsl:value-of select="file/@name"/>. Choose another only to replace it.</xsl:if>
      <xsl:if test="form/field/@error and not(file)"> Please choose it again.</xsl:if></p>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <input type="file" id="files" name="files" accept=".pdf,.jpg,.jpeg,.png">
      <xsl:call-template name="described">
        <xsl:with-param name="name">files</xsl:with-param>
        <xsl:with-param name="hint">hint</xsl:with-param>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template></input></div>
</xsl:template>

<xsl:template match="page" mode="kinds">
  <xsl:variable name="typed" select="form/field[@name = 'kind']"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="kind">What it is</label>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <select id="kind" name="kind">
      <xsl:call-template name="described">
        <xsl:with-param name="name">kind</xsl:with-param>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template>
      <option value="">Choose</option>
      <xsl:call-template name="kind"><xsl:with-param name="value">summary</xsl:with-param><xsl:with-param name="words">Patient Care Summary</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="value">letter</xsl:with-param><xsl:with-param name="words">Letter</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="value">laboratory</xsl:with-param><xsl:with-param name="words">Lab result</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="value">imaging</xsl:with-param><xsl:with-param name="words">Imaging or diagnostic result</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="value">case</xsl:with-param><xsl:with-param name="words">Patient case</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="value">note</xsl:with-param><xsl:with-param name="words">Note</xsl:with-param></xsl:call-template>
      <xsl:call-template name="kind"><xsl:with-param name="value">other</xsl:with-param><xsl:with-param name="words">Other</xsl:with-param></xsl:call-template>
    </select></div>
</xsl:template>

<xsl:template name="kind">
  <xsl:param name="value"/>
  <xsl:param name="words"/>
  <option value="{$value}"><xsl:if test="/page/form/field[@name = 'kind'] = $value"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if><xsl:value-of select="$words"/></option>
</xsl:template>

<xsl:template match="field[@name = 'kind']/@error" mode="says">Choose what it is.</xsl:template>
<xsl:template match="field[@name = 'title']/@error[. = 'required']" mode="says">Enter a title.</xsl:template>
<xsl:template match="field[@name = 'written']/@error[. = 'required']" mode="says">Enter the date of the document.</xsl:template>
</xsl:stylesheet>
