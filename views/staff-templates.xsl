<!--
  GET /staff/documents/templates: the texts that letters begin from

  Expects: template @id @title @text @retired_at; page @done.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-document-words.xsl"/>

<xsl:template match="page" mode="title">Letter templates</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <p><a class="go" href="/staff/documents">Back to Documents</a></p>
  <xsl:apply-templates select="." mode="said"/>
  <div class="head"><h1>Letter templates</h1>
    <p class="soft">A letter to a patient can begin from one of these. Who writes the letter can still change every word.</p></div>
  <p class="actions"><a class="btn" href="/staff/documents/templates/new">Add a template</a></p>
  <section class="sheet flush" aria-labelledby="used"><div class="cap"><h2 id="used">In use</h2></div>
    <ul class="rows"><xsl:apply-templates select="template[not(@retired_at)]"/>
      <xsl:if test="not(template[not(@retired_at)])"><li><p class="soft">None. Letters begin with an empty page.</p></li></xsl:if></ul></section>
  <xsl:if test="template[@retired_at]">
    <section class="sheet flush" aria-labelledby="retired"><div class="cap"><h2 id="retired">Out of use</h2></div>
      <ul class="rows"><xsl:apply-templates select="template[@retired_at]"/></ul></section>
  </xsl:if>
</xsl:template>

<xsl:template match="template">
  <li><xsl:call-template name="icon-note"/><div class="body">
    <h3><a href="/staff/documents/templates/{@id}"><xsl:value-of select="@title"/></a></h3>
    <p class="soft clip"><xsl:value-of select="@text"/></p>
    <xsl:if test="@retired_at"><p class="soft small">Out of use since <time datetime="{@retired_at}"><xsl:apply-templates select="@retired_at-says" mode="within"/></time></p></xsl:if></div></li>
</xsl:template>
</xsl:stylesheet>
