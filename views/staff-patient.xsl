<!--
  GET /staff/patients/:id: one patient, as the practice works with them

  Expects: person (see staff-person.xsl) @line @city @state @postal_code
  @doctor; contact @kind @purpose @value; what staff-access.xsl says;
  restriction: see staff-limits.xsl; conversation @id @subject @state @confidential @last_at; failure @kind
  @recipient @bounced @failed_at; page @done = verified, paused, resumed,
  ended, blocked, unblocked: what the member has just done.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-access.xsl"/>
<xsl:include href="staff-limits.xsl"/>
<xsl:include href="names.xsl"/>

<xsl:template match="page" mode="title">Patient</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:apply-templates select="@done"/>
  <div class="head"><h1>Patient</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:call-template name="agreed-limits"/>
  <div class="actions">
    <xsl:if test="contains(staff/@areas, 'inbox')">
      <a class="btn" href="/staff/inbox/new/{person/@id}"><xsl:call-template name="icon-messages"/>Start a message</a>
    </xsl:if>
    <xsl:if test="contains(staff/@areas, 'charts')">
      <a class="btn quiet" href="/staff/patients/{person/@id}/chart"><xsl:call-template name="icon-health"/>Open chart</a>
    </xsl:if>
    <xsl:if test="contains(staff/@areas, 'documents')">
      <a class="btn quiet" href="/staff/documents/{person/@id}"><xsl:call-template name="icon-records"/>Documents</a>
    </xsl:if>
    <xsl:if test="contains(staff/@areas, 'charts')">
      <a class="btn quiet" href="/staff/patients/{person/@id}/reset"><xsl:call-template name="icon-lock"/>Reset a password</a>
    </xsl:if>
  </div>
  <xsl:apply-templates select="failure[1]" mode="all"/>
  <xsl:if test="contains(staff/@areas, 'inbox')"><xsl:call-template name="conversations"/></xsl:if>
  <xsl:call-template name="access"/>
  <xsl:apply-templates select="person" mode="reach"/>
</xsl:template>

<xsl:template match="@done">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/><div><p><xsl:apply-templates select="." mode="says"/></p></div></div>
</xsl:template>

<xsl:template match="@done" mode="says">This person has access now. Both sides get a mail.</xsl:template>
<xsl:template match="@done[. = 'paused']" mode="says">The access is paused. Nobody was told.</xsl:template>
<xsl:template match="@done[. = 'resumed']" mode="says">The access is not paused any more. Nobody was told.</xsl:template>
<xsl:template match="@done[. = 'ended']" mode="says">The access has ended. Both sides get a mail.</xsl:template>
<xsl:template match="@done[. = 'blocked']" mode="says">This person is kept away from the record. Nobody was told.</xsl:template>
<xsl:template match="@done[. = 'unblocked']" mode="says">This person is not kept away any more. Access that they had counts again.</xsl:template>

<xsl:template match="failure" mode="all">
  <div class="note warn"><xsl:call-template name="icon-email"/>
    <div><h2>Mail did not arrive</h2>
      <ul><xsl:apply-templates select="../failure"/></ul>
      <p>Ask the family for an address that works, or call them.</p></div></div>
</xsl:template>

<xsl:template match="failure">
  <li><xsl:apply-templates select="@recipient" mode="address"/>
    <xsl:choose>
      <xsl:when test="@bounced"> sent it back, </xsl:when>
      <xsl:otherwise> could not be reached, </xsl:otherwise>
    </xsl:choose>
    <time datetime="{@failed_at}"><xsl:value-of select="@failed_at-says"/></time></li>
</xsl:template>

<xsl:template name="conversations">
  <section class="sheet flush" aria-labelledby="conversations">
    <div class="cap"><h2 id="conversations">Conversations in your work</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="conversation"/>
      <xsl:if test="not(conversation)"><li><p class="soft">None in your pools, and none given to you.</p></li></xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="conversation">
  <li><div class="body"><h3><a href="/staff/inbox/{@id}"><xsl:value-of select="@subject"/></a></h3>
      <p class="soft"><time datetime="{@last_at}"><xsl:value-of select="@last_at-says"/></time></p></div>
    <div class="end"><xsl:apply-templates select="@confidential"/><xsl:apply-templates select="@state"/></div></li>
</xsl:template>

<xsl:template match="@confidential"><span class="tag warn"><xsl:call-template name="icon-lock"/>Private</span></xsl:template>
<xsl:template match="@state[. = 'waiting']"><span class="tag info"><xsl:call-template name="icon-clock"/>Waiting</span></xsl:template>
<xsl:template match="@state[. = 'answered']"><span class="tag good"><xsl:call-template name="icon-reply"/>Answered</span></xsl:template>
<xsl:template match="@state[. = 'closed']"><span class="tag">Closed</span></xsl:template>

<xsl:template match="person" mode="reach">
  <section class="sheet stack" aria-labelledby="reach">
    <h2 id="reach">How to reach them</h2>
    <dl class="facts">
      <xsl:apply-templates select="../contact"/>
      <xsl:if test="@line or @city"><div><dt>Address</dt><dd><xsl:value-of select="@line"/><xsl:if test="@line and @city">, </xsl:if><xsl:value-of select="normalize-space(concat(@city, ' ', @state, ' ', @postal_code))"/></dd></div></xsl:if>
      <xsl:if test="@doctor"><div><dt>Family doctor</dt><dd><xsl:value-of select="@doctor"/></dd></div></xsl:if>
      <xsl:if test="not(../contact or @line or @city or @doctor)"><div><dt>Contact</dt><dd>Nothing on record</dd></div></xsl:if>
    </dl>
  </section>
</xsl:template>

<xsl:template match="contact">
  <div><dt><xsl:apply-templates select="@kind"/><xsl:apply-templates select="@purpose"/></dt>
    <dd><xsl:apply-templates select="@value" mode="address"/></dd></div>
</xsl:template>

<xsl:template match="contact/@kind">Phone</xsl:template>
<xsl:template match="contact/@kind[. = 'email']">Email</xsl:template>
<xsl:template match="@purpose">, <xsl:value-of select="."/></xsl:template>
<xsl:template match="@purpose[. = 'old']">, not used any more</xsl:template>
</xsl:stylesheet>
