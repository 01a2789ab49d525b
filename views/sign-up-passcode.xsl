<!--
  GET, POST /account/sign-up/passcode. The words are the same whether or not a
  record matched.

  Expects: what asking.xsl does; page @own_account_age.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>
<xsl:include href="asking.xsl"/>

<xsl:template match="page" mode="title">Sign up: enter the passcode</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Sign up · Step 3 of 4</p><h1>Enter the passcode</h1>
    <xsl:apply-templates select="@channel" mode="sent"/>
    <p>You may close this page. Come back to it in this browser within 24 hours: <b><xsl:value-of select="practice/@short_name"/></b>, Sign up, Patient's family member.</p></div>
  <xsl:call-template name="passcode">
    <xsl:with-param name="action" select="'/account/sign-up/passcode'"/>
    <xsl:with-param name="begin" select="'/account/sign-up/family'"/>
  </xsl:call-template>
</xsl:template>
</xsl:stylesheet>
