<!--
  The parts of a form that a message is written with: text, files, warning,
  whom it is about, the button.

  Expects: as composer.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="page" mode="script">
  <script type="module" src="/static/messages.js"></script>
</xsl:template>

<xsl:template name="letter">
  <xsl:param name="label"/>
  <xsl:param name="draft"/>
  <xsl:variable name="typed" select="/page/form/field[@name = 'message']"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="message"><xsl:value-of select="$label"/></label>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <textarea id="message" name="message" rows="8" required="" data-max="{/page/limits/@message}">
      <xsl:attribute name="aria-describedby">message-hint<xsl:if test="$typed/@error"> message-error</xsl:if></xsl:attribute>
      <xsl:if test="$typed/@error"><xsl:attribute name="aria-invalid">true</xsl:attribute></xsl:if>
      <!-- Browsers drop the first line end of a textarea. -->
      <xsl:text>&#10;</xsl:text>
      <xsl:choose>
        <xsl:when test="/page/form"><xsl:value-of select="$typed"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$draft/text()"/></xsl:otherwise>
      </xsl:choose>
    </textarea>
    <p class="hint nums" id="message-hint"><span data-count="of">Up to <xsl:value-of select="format-number(/page/limits/@message, '#,##0')"/> characters</span></p>
    <p class="hint" role="status" data-saved="Saved at" data-out="You were signed out. Your text is still here: copy it before you sign in again." data-away="Not saved: there is no connection. Your text is still here."><xsl:apply-templates select="$draft[not(/page/form)]/@saved_at" mode="saved"/></p>
  </div>
  <xsl:if test="/page/refused">
    <div class="note bad" id="files-error"><xsl:call-template name="icon-alert"/>
      <div><xsl:for-each select="/page/refused"><p><xsl:value-of select="@says"/></p></xsl:for-each></div></div>
  </xsl:if>
  <div class="line"><div class="attach"><label class="btn quiet" for="files"><xsl:call-template name="icon-attach"/>Attach files</label>
    <input type="file" id="files" name="files" multiple="" accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png" aria-describedby="files-hint" data-files="{/page/limits/@files}" data-megabytes="{/page/limits/@file_megabytes}" data-remove="Remove" data-type="is not a PDF, JPEG, JPG or PNG file." data-size="is larger than {/page/limits/@file_megabytes} MB." data-number="was not added. A message can have {/page/limits/@files} files at most."/></div>
    <p class="hint" id="files-hint">PDF, JPEG, JPG, or PNG. Up to <xsl:value-of select="/page/limits/@files"/> files, <xsl:value-of select="/page/limits/@file_megabytes"/> MB each. No videos. Press it again to add more.</p></div>
  <ul class="files" data-kept="{count($draft/file)}">
    <xsl:if test="not($draft/file)"><xsl:attribute name="hidden"></xsl:attribute></xsl:if>
    <xsl:apply-templates select="$draft/file" mode="kept"/>
  </ul>
  <p class="error" role="alert" data-problem="" hidden=""></p>
</xsl:template>

<!-- What was only chosen, and never sent, a browser doesn't keep. -->
<xsl:template match="draft/@saved_at" mode="saved">Saved <time datetime="{.}"><xsl:apply-templates select="../@saved_at-says" mode="within"/></time>.<xsl:if test="not(../file)"> If you had chosen files, please choose them again.</xsl:if></xsl:template>

<!-- Without script the text comes along, and is kept. -->
<xsl:template match="file" mode="kept">
  <li><xsl:apply-templates select="." mode="name"/>
    <button class="btn plain" type="submit" formaction="/messages/{/page/patient/@id}/draft/remove" formenctype="application/x-www-form-urlencoded" formnovalidate="" name="file" value="{@id}">Remove<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="@name"/></span></button></li>
</xsl:template>

<xsl:template name="letter-end">
  <xsl:param name="send"/>
  <div class="note warn slim"><xsl:call-template name="icon-alert"/>
    <div><p><b>Do not send any credit card information through the patient portal.</b> No photos of cards, and no card numbers in the text.</p></div></div>
  <xsl:apply-templates select="." mode="expected"/>
  <p><span class="about who-{/page/patient/@color}"><span class="disc small" aria-hidden="true"><xsl:value-of select="/page/patient/@initials"/></span><span>This message is about <b><xsl:apply-templates select="/page/patient" mode="about"/></b></span></span></p>
  <div data-sending="Sending…" data-failed="Your message was not sent: there is no connection. Nothing is lost. Please try again." hidden=""><label for="sent-part">Sending…</label><progress id="sent-part" max="1" value="0"></progress></div>
  <div class="actions"><button class="btn" type="submit"><xsl:value-of select="$send"/></button></div>
</xsl:template>

<xsl:template match="patient" mode="about"><xsl:value-of select="@name"/></xsl:template>
<xsl:template match="patient[@basis = 'self']" mode="about">you</xsl:template>

<xsl:template match="*" mode="expected"/>
<xsl:template match="composer" mode="expected">
  <p class="hint" data-promise="You can expect an answer">We answer most messages <xsl:apply-templates select="subject[1]/@hours" mode="promise"/>, Monday to Friday. We send you an email when there is an answer. The email says nothing about health.</p>
</xsl:template>
</xsl:stylesheet>
