<!--
  What the two forms of passkeys share; passkey.js fills them in. A form has
  data-passkey = make, sign, and applies "passkey" of page in mode "data" first.

  Expects: page @why = failed, wait (with @wait-says "2 minutes"); passkey
  @challenge @host @known = ids, all in base64url.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="page" mode="passkey-script">
  <script type="module" src="/static/passkey.js"></script>
</xsl:template>

<xsl:template match="passkey" mode="data">
  <xsl:attribute name="data-challenge"><xsl:value-of select="@challenge"/></xsl:attribute>
  <xsl:attribute name="data-host"><xsl:value-of select="@host"/></xsl:attribute>
  <xsl:attribute name="data-known"><xsl:value-of select="@known"/></xsl:attribute>
</xsl:template>

<!-- Why there is none, of which the script shows one. -->
<xsl:template match="passkey" mode="notes">
  <xsl:apply-templates select="." mode="note">
    <xsl:with-param name="why" select="'failed'"/>
    <xsl:with-param name="says">That did not work. Your device did not finish, or it took too long. Please try again.</xsl:with-param>
  </xsl:apply-templates>
  <xsl:apply-templates select="." mode="note">
    <xsl:with-param name="why" select="'known'"/>
    <xsl:with-param name="says">This device has a passkey for your account already. You can use it when you sign in.</xsl:with-param>
  </xsl:apply-templates>
  <xsl:if test="/page/@why = 'wait'">
    <xsl:apply-templates select="." mode="note">
      <xsl:with-param name="why" select="'wait'"/>
      <xsl:with-param name="says">There were too many tries. Please wait <xsl:value-of select="/page/@wait-says"/>, then try again. This keeps your account safe.</xsl:with-param>
    </xsl:apply-templates>
  </xsl:if>
</xsl:template>

<xsl:template match="passkey" mode="note">
  <xsl:param name="why"/>
  <xsl:param name="says"/>
  <div class="note bad" data-why="{$why}" tabindex="-1" role="alert">
    <xsl:choose>
      <xsl:when test="/page/@why = $why"><xsl:attribute name="id">problems</xsl:attribute></xsl:when>
      <xsl:otherwise><xsl:attribute name="hidden">hidden</xsl:attribute></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="icon-alert"/>
    <div><h2>There is a problem</h2><p><xsl:value-of select="$says"/></p></div></div>
</xsl:template>

<!-- The button, where a browser can; else why there is none. -->
<xsl:template match="passkey" mode="actions">
  <xsl:param name="button"/>
  <div class="note warn" data-cannot="yes"><xsl:call-template name="icon-info"/>
    <div><p><b>This browser can’t use passkeys, or its scripts are turned off.</b> Use another browser, or something else than a passkey.</p></div></div>
  <div class="actions" data-can="yes" hidden="hidden"><button class="btn" type="submit" data-many="yes"><xsl:value-of select="$button"/></button></div>
</xsl:template>
</xsl:stylesheet>
