<!--
  Writing an answer or a note.

  Expects: draft @kind @saved_at, its text, with file @id @name @megabytes;
  template @id @name; refused @says = a file that will not do; reader @name;
  about @name @initials; page @newest @newer; limits @files @file_megabytes
  @answer; form/field = what was typed and refused.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="refused">
  <xsl:if test="refused">
    <div class="note bad" tabindex="-1">
      <xsl:if test="not(form/field/@error)"><xsl:attribute name="id">problems</xsl:attribute></xsl:if>
      <xsl:call-template name="icon-alert"/>
      <div><h2>Nothing was sent</h2><xsl:for-each select="refused"><p><xsl:value-of select="@says"/></p></xsl:for-each>
        <p>Your text is kept.</p></div></div>
  </xsl:if>
</xsl:template>

<xsl:template match="conversation" mode="compose">
  <xsl:variable name="kind" select="(../form/field[@name = 'kind'] | ../draft/@kind)[last()]"/>
  <form class="sheet stack compose-staff" id="compose" method="post" action="/staff/inbox/send/{@id}" enctype="multipart/form-data" data-draft="/staff/inbox/{@id}/draft">
    <xsl:call-template name="token"/>
    <input type="hidden" name="seen" value="{../@newest}"/>
    <div class="field"><label for="kind">Write</label>
      <select id="kind" name="kind">
        <option value="practice">Answer to the family</option>
        <option value="note"><xsl:if test="$kind = 'note'"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if>Note for staff only</option>
      </select></div>
    <xsl:call-template name="letter">
      <xsl:with-param name="label">Text</xsl:with-param>
    </xsl:call-template>
    <xsl:apply-templates select="../about" mode="goes"/>
    <div class="actions">
      <button class="btn" type="submit" name="act" value="send"><xsl:if test="../@newer"><xsl:attribute name="value">anyway</xsl:attribute></xsl:if>
        <xsl:choose><xsl:when test="../@newer">Send anyway</xsl:when><xsl:otherwise>Send</xsl:otherwise></xsl:choose></button>
      <xsl:if test="not(../@newer)"><button class="btn quiet" type="submit" name="act" value="close">Send and close</button></xsl:if>
      <button class="btn plain" type="submit" name="act" value="save">Save for later</button>
    </div>
  </form>
</xsl:template>

<!-- The text, where it may begin from, and its files. -->
<xsl:template name="letter">
  <xsl:param name="label"/>
  <xsl:variable name="typed" select="/page/form/field[@name = 'body']"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="body"><xsl:value-of select="$label"/></label>
    <p class="hint" id="body-hint">Up to <xsl:value-of select="format-number(/page/limits/@answer, '#,##0')"/> characters. No card numbers.<xsl:apply-templates select="/page/draft/@saved_at" mode="saved"/><span data-saved="saved" hidden=""> Saved.</span></p>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <textarea id="body" name="body" rows="9">
      <xsl:call-template name="described">
        <xsl:with-param name="name">body</xsl:with-param>
        <xsl:with-param name="hint" select="'hint'"/>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template>
      <xsl:text>&#10;</xsl:text>
      <xsl:choose><xsl:when test="$typed"><xsl:value-of select="$typed"/></xsl:when><xsl:otherwise><xsl:value-of select="/page/draft/text()"/></xsl:otherwise></xsl:choose>
    </textarea></div>
  <xsl:if test="/page/template">
    <div class="line assign"><label for="template">Start from a text</label>
      <select id="template" name="template"><option value="">No text</option>
        <xsl:for-each select="/page/template"><option value="{@id}"><xsl:value-of select="@name"/></option></xsl:for-each></select>
      <button class="btn quiet" type="submit" name="act" value="use">Use this text</button></div>
  </xsl:if>
  <xsl:call-template name="attach"/>
</xsl:template>

<xsl:template match="@saved_at" mode="saved"><xsl:text> </xsl:text>Draft of <xsl:apply-templates select="../@saved_at-says" mode="within"/>.</xsl:template>

<xsl:template name="attach">
  <xsl:if test="/page/draft/file">
    <ul class="files"><xsl:apply-templates select="/page/draft/file" mode="attached"/></ul>
  </xsl:if>
  <div class="field"><label for="files">Attach files</label>
    <p class="hint" id="files-hint">Up to <xsl:value-of select="/page/limits/@files"/> files, PDF, JPEG or PNG, <xsl:value-of select="/page/limits/@file_megabytes"/> MB each.</p>
    <input type="file" id="files" name="files" multiple="" accept=".pdf,.jpg,.jpeg,.png" aria-describedby="files-hint"/></div>
</xsl:template>

<xsl:template match="file" mode="attached">
  <li><xsl:call-template name="icon-attach"/>
    <span><xsl:value-of select="@name"/><xsl:text> </xsl:text><span class="soft small nums"><xsl:value-of select="@megabytes"/> MB</span></span>
    <button class="btn plain" type="submit" name="remove" value="{@id}">Remove<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="@name"/></span></button></li>
</xsl:template>

<xsl:template match="about" mode="goes">
  <xsl:choose>
    <xsl:when test="../reader">
      <p><span class="about who-2"><span class="disc small" aria-hidden="true"><xsl:value-of select="@initials"/></span>
        <span>An answer goes to <xsl:for-each select="../reader"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@name"/></xsl:for-each>, about <b><xsl:value-of select="@name"/></b></span></span></p>
    </xsl:when>
    <xsl:otherwise>
      <div class="note warn slim"><xsl:call-template name="icon-alert"/>
        <div><p><b>Nobody in the family can read an answer here now.</b> Call them.</p></div></div>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
