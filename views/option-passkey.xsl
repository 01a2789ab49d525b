<!--
  GET, POST /account/security/passkey: a passkey is added.

  Expects: page @user @email: whose it is; passkey, @why: see passkey.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>
<xsl:include href="passkey.xsl"/>

<xsl:template match="page" mode="title">
  <xsl:if test="@why">Error: </xsl:if>Your security option: a passkey</xsl:template>

<xsl:template match="page" mode="script"><xsl:apply-templates select="." mode="passkey-script"/></xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Your security option · Step 2 of 3</p><h1>Make a passkey</h1>
    <p>A passkey stays on your phone, computer or security key. To use it, you unlock that device as you always do: with your finger, your face or a PIN. Nobody can steal it over the internet, and there is no code to type.</p></div>
  <form class="stack" method="post" action="/account/security/passkey" data-passkey="make" data-practice="{practice/@short_name}" data-user="{@user}" data-email="{@email}">
    <xsl:apply-templates select="passkey" mode="data"/>
    <xsl:call-template name="token"/>
    <input type="hidden" name="client_data"/>
    <input type="hidden" name="attestation"/>
    <xsl:apply-templates select="passkey" mode="notes"/>
    <xsl:apply-templates select="passkey" mode="actions"><xsl:with-param name="button">Make a passkey</xsl:with-param></xsl:apply-templates>
  </form>
  <p><a href="/account/security/first">Choose something else</a></p>
</xsl:template>
</xsl:stylesheet>
