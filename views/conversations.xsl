<!--
  Rows of conversations.

  Expects: conversation as conversations.h says, with @last_at-says and
  @given_at-says.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="page" mode="conversations">
  <xsl:if test="conversation">
    <ul class="sheet flush rows mail"><xsl:apply-templates select="conversation" mode="row"/></ul>
  </xsl:if>
</xsl:template>

<xsl:template match="conversation" mode="row">
  <li>
    <xsl:if test="@unread = 1"><xsl:attribute name="class">unread</xsl:attribute></xsl:if>
    <div class="body">
      <h2><a href="/messages/{/page/patient/@id}/{@id}"><xsl:value-of select="@subject"/><xsl:if test="@unread = 1"><span class="vh">, new</span></xsl:if></a></h2>
      <p class="from"><xsl:apply-templates select="." mode="from"/></p>
      <p class="soft clip"><xsl:value-of select="@begins"/></p>
    </div>
    <div class="end">
      <span class="soft small"><time datetime="{@last_at}"><xsl:value-of select="@last_at-says"/></time></span>
      <xsl:if test="@private = 1"><span class="tag"><xsl:call-template name="icon-lock"/>Private</span></xsl:if>
      <xsl:apply-templates select="." mode="state"/>
    </div>
  </li>
</xsl:template>

<!-- Who wrote last; of one's own message, to whom. -->
<xsl:template match="conversation" mode="from"><xsl:value-of select="@author"/></xsl:template>
<xsl:template match="conversation[@kind = 'family']" mode="from"><xsl:value-of select="@author"/>, to <xsl:apply-templates select="." mode="to"/></xsl:template>
<xsl:template match="conversation[@own = 1]" mode="from">You, to <xsl:apply-templates select="." mode="to"/></xsl:template>
<xsl:template match="conversation" mode="to"><xsl:value-of select="@provider"/></xsl:template>
<xsl:template match="conversation[not(@provider)]" mode="to"><xsl:value-of select="@pool"/></xsl:template>

<xsl:template match="conversation" mode="state">
  <span class="tag"><xsl:call-template name="icon-check"/>Received</span>
</xsl:template>
<xsl:template match="conversation[@state = 'waiting' and (@staff or @given_at)]" mode="state">
  <span class="tag info"><xsl:call-template name="icon-clock"/>With <xsl:apply-templates select="." mode="holder"/></span>
</xsl:template>
<xsl:template match="conversation[@state = 'answered']" mode="state">
  <span class="tag good"><xsl:call-template name="icon-reply"/>Answered</span>
</xsl:template>
<xsl:template match="conversation[@state = 'closed']" mode="state">
  <span class="tag"><xsl:call-template name="icon-check"/>Closed</span>
</xsl:template>

<xsl:template match="conversation" mode="holder"><xsl:value-of select="@staff"/></xsl:template>
<xsl:template match="conversation[not(@staff)]" mode="holder"><xsl:value-of select="@pool"/></xsl:template>
</xsl:stylesheet>
