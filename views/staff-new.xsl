<!--
  GET /staff/inbox/new/:id: the practice writes first.

  Expects: about; subject, provider, office, each @id @name; what
  staff-compose.xsl does; part, restriction, unseen: see staff-limits.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-about.xsl"/>
<xsl:include href="staff-limits.xsl"/>
<xsl:include href="staff-compose.xsl"/>
<xsl:include href="staff-fields.xsl"/>

<xsl:template match="page" mode="title">New message</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <p><a class="go" href="/staff/inbox">Back to the inbox</a></p>
  <div class="head"><h1>New message</h1></div>
  <xsl:call-template name="problems"/>
  <xsl:call-template name="refused"/>
  <xsl:apply-templates select="about"/>
  <xsl:call-template name="agreed-limits"/>
  <form class="sheet stack" method="post" action="/staff/inbox/send/new/{about/@id}" enctype="multipart/form-data">
    <xsl:call-template name="token"/>
    <div class="three">
      <xsl:call-template name="pick">
        <xsl:with-param name="name">subject</xsl:with-param>
        <xsl:with-param name="label">Subject</xsl:with-param>
        <xsl:with-param name="options" select="subject"/>
        <xsl:with-param name="drafted" select="draft/@subject"/>
      </xsl:call-template>
      <xsl:call-template name="pick">
        <xsl:with-param name="name">provider</xsl:with-param>
        <xsl:with-param name="label">Provider, if it matters</xsl:with-param>
        <xsl:with-param name="options" select="provider"/>
        <xsl:with-param name="drafted" select="draft/@provider"/>
      </xsl:call-template>
      <xsl:call-template name="pick">
        <xsl:with-param name="name">office</xsl:with-param>
        <xsl:with-param name="label">Office, if it matters</xsl:with-param>
        <xsl:with-param name="options" select="office"/>
        <xsl:with-param name="drafted" select="draft/@location"/>
      </xsl:call-template>
    </div>
    <label class="choice bare"><input type="checkbox" name="private" value="yes">
      <xsl:if test="form/field[@name = 'private'] = 'yes'"><xsl:attribute name="checked">checked</xsl:attribute></xsl:if></input>
      <span>Private: only the patient’s own account and staff can read it</span></label>
    <xsl:call-template name="letter"><xsl:with-param name="label">Message</xsl:with-param></xsl:call-template>
    <xsl:apply-templates select="about" mode="goes"/>
    <div class="actions">
      <button class="btn" type="submit" name="act" value="send">Send message</button>
      <button class="btn plain" type="submit" name="act" value="save">Save for later</button>
    </div>
  </form>
</xsl:template>
</xsl:stylesheet>
