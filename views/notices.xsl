<!--
  GET /messages/:patient/notices

  Expects: form/field messages = each, daily, never; @saved after saving.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="page" mode="title">Emails about new messages</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:if test="@saved">
    <div class="note good" role="status"><xsl:call-template name="icon-check"/><div><p><b>Saved.</b> We will do it this way from now on.</p></div></div>
  </xsl:if>
  <xsl:call-template name="problems"/>
  <div class="head"><p><a class="go" href="/messages/{patient/@id}">Back to all messages</a></p>
    <h1>Emails about new messages</h1>
    <p class="soft">When we write to you, or something new is in a record that you can open, we can send an email to <xsl:value-of select="account/@email"/>. It says nothing about health.</p></div>
  <form class="sheet stack" method="post" action="/messages/{patient/@id}/notices">
    <xsl:call-template name="token"/>
    <fieldset class="choices" id="messages"><legend>Email me</legend>
      <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">messages</xsl:with-param><xsl:with-param name="value">each</xsl:with-param><xsl:with-param name="default" select="true()"/></xsl:call-template> <span><b>For each new message</b></span></label>
      <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">messages</xsl:with-param><xsl:with-param name="value">daily</xsl:with-param></xsl:call-template> <span><b>Once a day</b> <span class="hint">If there is something new, in the morning.</span></span></label>
      <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">messages</xsl:with-param><xsl:with-param name="value">never</xsl:with-param></xsl:call-template> <span><b>Never</b> <span class="hint">You will see new messages when you sign in.</span></span></label>
    </fieldset>
    <div class="actions"><button class="btn" type="submit">Save</button></div>
  </form>
</xsl:template>
</xsl:stylesheet>
