<!-- GET /staff/inbox: the list alone. See staff-list.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-list.xsl"/>
<xsl:include href="staff-keys.xsl"/>

<xsl:template match="page" mode="title">Inbox</xsl:template>
<xsl:template match="page" mode="main-class">wide desk</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:apply-templates select="." mode="pools"/>
  <section class="list sheet" aria-labelledby="list">
    <div class="cap"><h1 class="as-h2" id="list"><xsl:apply-templates select="list" mode="name"/></h1>
      <p class="soft small"><xsl:apply-templates select="list" mode="order"/></p></div>
    <xsl:apply-templates select="list" mode="rows"/>
  </section>
  <section class="stack aside">
    <xsl:apply-templates select="@done"/>
    <p class="soft">Choose a conversation to read it here.</p>
    <xsl:call-template name="keys"/>
  </section>
</xsl:template>
</xsl:stylesheet>
