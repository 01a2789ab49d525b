<!--
  Forms: the hidden token, labelled controls with hint and error, and the list
  of what is wrong.

  Expects: page @csrf @once; form/field @name @error @says = what was typed.
  A view words its errors with templates of field/@error in mode "says".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- In every form that is posted. -->
<xsl:template name="token">
  <input type="hidden" name="csrf" value="{/page/@csrf}"/>
  <input type="hidden" name="once" value="{/page/@once}"/>
</xsl:template>

<!--
  One control of a form: label, hint, error beside it, what was typed. kind
  is w-date, w-code or w-name. What was typed as a password is not shown.
-->
<xsl:template name="control">
  <xsl:param name="name"/>
  <xsl:param name="label"/>
  <xsl:param name="hint"/>
  <xsl:param name="type" select="'text'"/>
  <xsl:param name="autocomplete"/>
  <xsl:param name="kind"/>
  <xsl:param name="max"/>
  <xsl:param name="required" select="true()"/>
  <xsl:variable name="typed" select="/page/form/field[@name = $name]"/>
  <div>
    <xsl:attribute name="class">
      <xsl:text>field</xsl:text>
      <xsl:if test="$kind"><xsl:text> </xsl:text><xsl:value-of select="$kind"/></xsl:if>
      <xsl:if test="$typed/@error"> bad</xsl:if>
    </xsl:attribute>
    <label for="{$name}"><xsl:copy-of select="$label"/></label>
    <xsl:if test="string($hint)"><p class="hint" id="{$name}-hint"><xsl:copy-of select="$hint"/></p></xsl:if>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <input type="{$type}" id="{$name}" name="{$name}">
      <xsl:if test="$type != 'password' and string($typed)">
        <xsl:attribute name="value"><xsl:value-of select="$typed"/></xsl:attribute>
      </xsl:if>
      <xsl:if test="$autocomplete"><xsl:attribute name="autocomplete"><xsl:value-of select="$autocomplete"/></xsl:attribute></xsl:if>
      <xsl:if test="$kind = 'w-code'"><xsl:attribute name="inputmode">numeric</xsl:attribute></xsl:if>
      <xsl:if test="$type = 'email' or $kind = 'w-code'"><xsl:attribute name="spellcheck">false</xsl:attribute></xsl:if>
      <xsl:if test="$max"><xsl:attribute name="max"><xsl:value-of select="$max"/></xsl:attribute></xsl:if>
      <xsl:call-template name="described">
        <xsl:with-param name="name" select="$name"/>
        <xsl:with-param name="hint" select="string($hint)"/>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template>
      <xsl:if test="$required"><xsl:attribute name="required"></xsl:attribute></xsl:if>
    </input>
  </div>
</xsl:template>

<!-- Text of several lines; text: what stands there if nothing was typed. -->
<xsl:template name="area">
  <xsl:param name="name"/>
  <xsl:param name="label"/>
  <xsl:param name="hint"/>
  <xsl:param name="rows" select="6"/>
  <xsl:param name="text"/>
  <xsl:variable name="typed" select="/page/form/field[@name = $name]"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="{$name}"><xsl:value-of select="$label"/></label>
    <xsl:if test="string($hint)"><p class="hint" id="{$name}-hint"><xsl:copy-of select="$hint"/></p></xsl:if>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <textarea id="{$name}" name="{$name}" rows="{$rows}">
      <xsl:call-template name="described">
        <xsl:with-param name="name" select="$name"/>
        <xsl:with-param name="hint" select="string($hint)"/>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template>
      <!-- Browsers drop the first line end of a textarea. -->
      <xsl:text>&#10;</xsl:text>
      <xsl:choose><xsl:when test="$typed"><xsl:value-of select="$typed"/></xsl:when><xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise></xsl:choose>
    </textarea></div>
</xsl:template>

<!-- One of several: a radio button that stays as it was chosen. -->
<xsl:template name="radio">
  <xsl:param name="name"/>
  <xsl:param name="value"/>
  <xsl:param name="default" select="false()"/>
  <xsl:variable name="typed" select="/page/form/field[@name = $name]"/>
  <input type="radio" name="{$name}" value="{$value}">
    <xsl:if test="$typed = $value or (not(string($typed)) and $default)">
      <xsl:attribute name="checked">checked</xsl:attribute>
    </xsl:if>
  </input>
</xsl:template>

<!-- One to tick, which stays as it was. -->
<xsl:template name="tick">
  <xsl:param name="name"/>
  <input type="checkbox" name="{$name}" value="yes">
    <xsl:if test="/page/form/field[@name = $name] = 'yes'"><xsl:attribute name="checked">checked</xsl:attribute></xsl:if>
  </input>
</xsl:template>

<!-- kith.js shows this where it can do it. -->
<xsl:template name="show-password">
  <label class="choice bare" hidden="" data-reveal="reveal"><input type="checkbox"/> <span>Show what I type</span></label>
</xsl:template>

<xsl:template name="described">
  <xsl:param name="name"/>
  <xsl:param name="hint"/>
  <xsl:param name="error"/>
  <xsl:if test="$hint or $error">
    <xsl:attribute name="aria-describedby">
      <xsl:if test="$hint"><xsl:value-of select="$name"/>-hint</xsl:if>
      <xsl:if test="$hint and $error"><xsl:text> </xsl:text></xsl:if>
      <xsl:if test="$error"><xsl:value-of select="$name"/>-error</xsl:if>
    </xsl:attribute>
  </xsl:if>
  <xsl:if test="$error"><xsl:attribute name="aria-invalid">true</xsl:attribute></xsl:if>
</xsl:template>

<xsl:template match="field/@error" mode="beside">
  <p class="error" id="{../@name}-error"><xsl:call-template name="icon-alert"/>
    <span><span class="vh">Error: </span><xsl:apply-templates select="." mode="words"/></span></p>
</xsl:template>

<!-- What is wrong, on top: each line leads to its field. -->
<xsl:template name="problems">
  <xsl:if test="form/field/@error">
    <div class="note bad" id="problems" tabindex="-1">
      <xsl:call-template name="icon-alert"/>
      <div><h2>There is a problem</h2>
        <xsl:apply-templates select="form/field/@error" mode="listed"/></div>
    </div>
  </xsl:if>
</xsl:template>

<xsl:template match="field/@error" mode="listed">
  <p><a href="#{../@name}"><xsl:apply-templates select="." mode="words"/></a></p>
</xsl:template>

<!-- A sentence that the program gave goes before the view's. -->
<xsl:template match="field/@error" mode="words">
  <xsl:choose>
    <xsl:when test="../@says"><xsl:value-of select="../@says"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="says"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@error" mode="says">Please check this.</xsl:template>
<xsl:template match="@error[. = 'required']" mode="says">Please fill this in.</xsl:template>
<xsl:template match="@error[. = 'too-long']" mode="says">This is too long. Please make it shorter.</xsl:template>
<xsl:template match="@error[. = 'not-text']" mode="says">Please use letters, numbers and common signs only.</xsl:template>
<xsl:template match="@error[. = 'not-email']" mode="says">Enter a full email address, like name@example.com</xsl:template>
<xsl:template match="@error[. = 'not-date']" mode="says">Enter a real date, like 11/19/2026</xsl:template>
<xsl:template match="@error[. = 'not-a-choice']" mode="says">Choose one from the list.</xsl:template>
</xsl:stylesheet>
