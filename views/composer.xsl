<!--
  Writing: a new message (composer), or an answer (conversation, mode "answer").

  Expects: composer as composer.h says; draft with its text and file @id @name
  @bytes @media_type, @saved_at-time; refused @says for each file that will not
  do; form/field as typed; limits; list @write to open it.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="composer">
  <details class="more compose" id="write">
    <xsl:if test="draft or /page/form/field/@error or /page/refused or /page/list/@write"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
    <summary><xsl:call-template name="icon-note"/>Send a message</summary>
    <form class="stack" method="post" action="/messages/send/{/page/patient/@id}" enctype="multipart/form-data" data-letter="/messages/{/page/patient/@id}/draft">
      <xsl:call-template name="token"/>
      <div class="note bad slim"><xsl:call-template name="icon-phone"/>
        <div><p><b>Emergency? Call <a href="tel:911">911</a>.</b> Need help today? Call <xsl:apply-templates select="/page/practice/@phone" mode="tel"/>. Please do not wait for an answer here.</p></div></div>
      <xsl:choose>
        <xsl:when test="provider">
          <xsl:call-template name="choice">
            <xsl:with-param name="name">provider</xsl:with-param>
            <xsl:with-param name="label">Provider</xsl:with-param>
            <xsl:with-param name="hint">People <xsl:apply-templates select="/page/patient" mode="has"/> seen before.</xsl:with-param>
            <xsl:with-param name="options" select="provider"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:when test="contains(/page/patient/@areas, 'messages')">
          <p>There is no visit on record yet, so your message goes to the office you choose.</p>
        </xsl:when>
      </xsl:choose>
      <div class="two">
        <xsl:call-template name="choice">
          <xsl:with-param name="name">office</xsl:with-param>
          <xsl:with-param name="label">Office location</xsl:with-param>
          <xsl:with-param name="options" select="office"/>
        </xsl:call-template>
        <xsl:call-template name="choice">
          <xsl:with-param name="name">subject</xsl:with-param>
          <xsl:with-param name="label">Subject</xsl:with-param>
          <xsl:with-param name="options" select="subject"/>
        </xsl:call-template>
      </div>
      <xsl:call-template name="letter">
        <xsl:with-param name="label">Message</xsl:with-param>
        <xsl:with-param name="draft" select="draft"/>
      </xsl:call-template>
      <xsl:if test="/page/patient/@basis = 'self'">
        <label class="choice"><input type="checkbox" name="private" value="1">
          <xsl:if test="/page/form/field[@name = 'private'] = '1' or (not(/page/form) and draft/@private)"><xsl:attribute name="checked">checked</xsl:attribute></xsl:if></input>
          <span><b>Keep this private</b><xsl:text> </xsl:text><span class="hint">Only you and the practice can read it. Family members who may see your messages can’t see this one.</span></span></label>
      </xsl:if>
      <xsl:call-template name="letter-end">
        <xsl:with-param name="send">Send message</xsl:with-param>
      </xsl:call-template>
    </form>
    <xsl:apply-templates select="draft" mode="drop"/>
  </details>
</xsl:template>

<xsl:template match="patient" mode="has"><xsl:value-of select="@name"/> has</xsl:template>
<xsl:template match="patient[@given]" mode="has"><xsl:value-of select="@given"/> has</xsl:template>
<xsl:template match="patient[@basis = 'self']" mode="has">you have</xsl:template>

<!-- One of a list; the only one there is needs no choosing. -->
<xsl:template name="choice">
  <xsl:param name="name"/>
  <xsl:param name="label"/>
  <xsl:param name="hint"/>
  <xsl:param name="options"/>
  <xsl:variable name="typed" select="/page/form/field[@name = $name]"/>
  <xsl:variable name="kept" select="draft/@*[name() = $name or (name() = 'location' and $name = 'office')]"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="{$name}"><xsl:value-of select="$label"/></label>
    <xsl:if test="string($hint)"><p class="hint" id="{$name}-hint"><xsl:copy-of select="$hint"/></p></xsl:if>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <select id="{$name}" name="{$name}" required="">
      <xsl:call-template name="described">
        <xsl:with-param name="name" select="$name"/>
        <xsl:with-param name="hint" select="string($hint)"/>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template>
      <xsl:if test="count($options) != 1"><option value="">Choose</option></xsl:if>
      <xsl:for-each select="$options">
        <option value="{@id}">
          <xsl:if test="(/page/form and $typed = @id) or (not(/page/form) and $kept = @id)"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if>
          <xsl:if test="@at"><xsl:attribute name="data-at"><xsl:value-of select="@at"/></xsl:attribute></xsl:if>
          <xsl:if test="@hours"><xsl:attribute name="data-promise"><xsl:apply-templates select="@hours" mode="promise"/></xsl:attribute></xsl:if>
          <xsl:apply-templates select="." mode="option"/>
        </option>
      </xsl:for-each>
    </select>
  </div>
</xsl:template>

<xsl:template match="office | subject" mode="option"><xsl:value-of select="@name"/></xsl:template>
<xsl:template match="provider" mode="option">
  <xsl:value-of select="@name"/>
  <xsl:if test="@specialty">, <xsl:value-of select="@specialty"/></xsl:if>
  <xsl:if test="@seen_day-says"> (seen <xsl:value-of select="@seen_day-says"/>)</xsl:if>
</xsl:template>

<!-- Each day of a promise is a business day. -->
<xsl:template match="@hours" mode="promise">within <xsl:value-of select="ceiling(. div 24)"/> business day<xsl:if test=". &gt; 24">s</xsl:if></xsl:template>

<xsl:template match="draft" mode="drop">
  <form method="post" action="/messages/{/page/patient/@id}/draft/drop">
    <xsl:call-template name="token"/>
    <xsl:if test="parent::page"><input type="hidden" name="conversation" value="{/page/conversation/@id}"/></xsl:if>
    <button class="btn plain" type="submit">Throw away this draft</button>
  </form>
</xsl:template>
</xsl:stylesheet>
