<!--
  The pages on which people look after their account, as tabs.

  Expects: page @path.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="account-menu">
  <nav class="tabs" aria-label="My account">
    <ul>
      <xsl:call-template name="account-tab">
        <xsl:with-param name="path">/account/security</xsl:with-param>
        <xsl:with-param name="name">Security</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="account-tab">
        <xsl:with-param name="path">/account/details</xsl:with-param>
        <xsl:with-param name="name">Email, phone, and password</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="account-tab">
        <xsl:with-param name="path">/account/sessions</xsl:with-param>
        <xsl:with-param name="name">Where you are signed in</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="account-tab">
        <xsl:with-param name="path">/account/history</xsl:with-param>
        <xsl:with-param name="name">History</xsl:with-param>
      </xsl:call-template>
    </ul>
  </nav>
</xsl:template>

<xsl:template name="account-tab">
  <xsl:param name="path"/>
  <xsl:param name="name"/>
  <li><a href="{$path}">
    <xsl:if test="starts-with(/page/@path, $path)"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
    <xsl:value-of select="$name"/></a></li>
</xsl:template>
</xsl:stylesheet>
