<!--
  GET /staff/patients: find a patient

  Expects: form/field "q" = what was asked for; page @found when something was
  asked, @more = "1" if there are more than are shown; hit: see
  staff-person.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>

<xsl:template match="page" mode="title">Find a patient</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Find a patient</h1></div>
  <form class="sheet stack" method="get" action="/staff/patients" role="search">
    <xsl:call-template name="control">
      <xsl:with-param name="name">q</xsl:with-param>
      <xsl:with-param name="label">Name, date of birth or record number</xsl:with-param>
      <xsl:with-param name="hint">Like Dana Whitfield, 6/3/2018 or RB-100602</xsl:with-param>
      <xsl:with-param name="type">search</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
      <xsl:with-param name="kind">w-name</xsl:with-param>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit"><xsl:call-template name="icon-search"/>Find</button></div>
  </form>
  <xsl:apply-templates select="@found"/>
</xsl:template>

<xsl:template match="@found">
  <section class="sheet flush" aria-labelledby="found">
    <div class="cap"><h2 id="found"><xsl:value-of select="."/> patients</h2>
      <p class="soft small">Check the birth date before you choose.</p></div>
    <ul class="rows"><xsl:apply-templates select="../hit"/></ul>
    <xsl:apply-templates select="../@more"/>
  </section>
</xsl:template>

<xsl:template match="@found[. = 1]">
  <section class="sheet flush" aria-labelledby="found">
    <div class="cap"><h2 id="found">1 patient</h2></div>
    <ul class="rows"><xsl:apply-templates select="../hit"/></ul>
  </section>
</xsl:template>

<xsl:template match="@found[. = 0]">
  <section class="sheet stack" aria-labelledby="found">
    <h2 id="found">Nobody found</h2>
    <p>Try a part of the name, or the date of birth.</p>
  </section>
</xsl:template>

<xsl:template match="@more"><p class="soft">There are more. Type more of the name to see them.</p></xsl:template>

<xsl:template match="hit">
  <li><span class="disc" aria-hidden="true"><xsl:value-of select="@initials"/></span>
    <div class="body"><h3><a href="/staff/patients/{@id}"><xsl:value-of select="@name"/></a></h3>
      <p><xsl:apply-templates select="." mode="facts"/></p></div></li>
</xsl:template>

<xsl:template match="field[@name = 'q']/@error[. = 'too-long']" mode="says">This is too long. Type a part of the name.</xsl:template>
</xsl:stylesheet>
