<!--
  GET, POST /account/again; and the answer to a form that changes who may see
  what, sent long after the password was typed

  Expects: page @next = the own path to go on to; kept @name @value = what the
  form held, @form-to (if it is not @path) = where it goes, @is-confirmed = "1"
  once the password was right; @wait-says "2 minutes"; form/field password.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:variable name="waiting" select="/page/kept or /page/@form-to"/>

<xsl:template match="page" mode="title">
  <xsl:if test="form/field/@error or @wait-says">Error: </xsl:if>Is it you?</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Is it you?</h1>
    <p class="soft">This changes who can see a record, or how you sign in. So we ask for your password again.</p></div>
  <xsl:apply-templates select="@wait-says" mode="note"/>
  <xsl:call-template name="problems"/>
  <form class="sheet stack" method="post" novalidate="novalidate" action="/account/again">
    <xsl:call-template name="token"/>
    <xsl:if test="@next"><input type="hidden" name="next" value="{@next}"/></xsl:if>
    <xsl:if test="$waiting">
      <input type="hidden" name="form_to" value="{(@form-to | @path[not(../@form-to)])[1]}"/>
      <xsl:apply-templates select="kept" mode="kept"><xsl:with-param name="prefix" select="'kept-'"/></xsl:apply-templates>
      <p class="hint">What you filled in is kept.</p>
    </xsl:if>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'password'"/>
      <xsl:with-param name="label">Your password</xsl:with-param>
      <xsl:with-param name="type" select="'password'"/>
      <xsl:with-param name="autocomplete" select="'current-password'"/>
    </xsl:call-template>
    <xsl:call-template name="show-password"/>
    <div class="actions"><button class="btn" type="submit">Continue</button></div>
  </form>
</xsl:template>

<!-- The password was right: one press sends what waited. -->
<xsl:template match="page[@is-confirmed]" mode="title">Thank you</xsl:template>

<xsl:template match="page[@is-confirmed]" mode="main">
  <div class="head"><h1>Thank you. It’s you.</h1>
    <p class="soft">What you filled in is still here. Press the button to send it.</p></div>
  <form method="post" action="{@form-to}">
    <xsl:call-template name="token"/>
    <xsl:apply-templates select="kept" mode="kept"/>
    <div class="actions"><button class="btn" type="submit">Send it now</button></div>
  </form>
</xsl:template>

<xsl:template match="kept" mode="kept">
  <xsl:param name="prefix"/>
  <xsl:if test="@value"><input type="hidden" name="{$prefix}{@name}" value="{@value}"/></xsl:if>
</xsl:template>

<xsl:template match="@wait-says" mode="note">
  <div class="note bad" id="problems" tabindex="-1"><xsl:call-template name="icon-alert"/>
    <div><h2>There is a problem</h2>
      <p>There were too many tries. Please wait <xsl:value-of select="."/>, then try again. This keeps your account safe.</p></div></div>
</xsl:template>

<xsl:template match="field[@name = 'password']/@error[. = 'required']" mode="says">Enter your password.</xsl:template>
</xsl:stylesheet>
