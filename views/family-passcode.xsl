<!--
  GET, POST /family/add/:id: the passcode of a request. The words are the same
  whether or not a record matched.

  Expects: what asking.xsl does; page @request-id @own_account_age.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="asking.xsl"/>

<xsl:template match="page" mode="title">Add Patient: enter the passcode</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Add Patient</p><h1>Enter the passcode</h1>
    <xsl:apply-templates select="@channel" mode="sent"/>
    <p>You may leave this page. Find it again under <a href="/family/add">Add Patient</a>.</p></div>
  <xsl:call-template name="passcode">
    <xsl:with-param name="action" select="concat('/family/add/', @request-id)"/>
    <xsl:with-param name="begin" select="'/family/add'"/>
  </xsl:call-template>
</xsl:template>
</xsl:stylesheet>
