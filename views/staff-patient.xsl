<!--
  GET /staff/patients/:id: one patient, as the practice works with them

  Expects: person (see staff-person.xsl) @line @city @state @postal_code
  @doctor; contact @kind @purpose @value; access @name @email @relation @basis
  @level = full, billing, part, @until_at; conversation @id @subject @state
  @confidential @last_at; failure @kind @recipient @bounced @failed_at.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="names.xsl"/>

<xsl:template match="page" mode="title">Patient</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Patient</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <div class="actions">
    <a class="btn" href="/staff/inbox/new/{person/@id}"><xsl:call-template name="icon-messages"/>Start a message</a>
    <xsl:if test="contains(staff/@areas, 'charts')">
      <a class="btn quiet" href="/staff/patients/{person/@id}/chart"><xsl:call-template name="icon-health"/>Open chart</a>
      <a class="btn quiet" href="/staff/patients/{person/@id}/reset"><xsl:call-template name="icon-lock"/>Reset a password</a>
    </xsl:if>
  </div>
  <xsl:apply-templates select="failure[1]" mode="all"/>
  <xsl:call-template name="conversations"/>
  <xsl:call-template name="family"/>
  <xsl:apply-templates select="person" mode="reach"/>
</xsl:template>

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

<xsl:template name="family">
  <section class="sheet flush" aria-labelledby="family">
    <div class="cap"><h2 id="family">Who can see the record</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="access"/>
      <xsl:if test="not(access)"><li><p class="soft">Nobody has access on the portal. A message would not reach anybody.</p></li></xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="access">
  <li><xsl:call-template name="icon-person"/><div class="body">
      <h3><xsl:value-of select="@name"/><xsl:apply-templates select="." mode="relation"/></h3>
      <p><xsl:apply-templates select="@level"/><xsl:if test="@until_at"> until <time datetime="{@until_at}"><xsl:value-of select="@until_at-full"/></time></xsl:if></p>
      <p class="soft small"><xsl:apply-templates select="@email" mode="address"/></p></div></li>
</xsl:template>

<xsl:template match="access" mode="relation"><xsl:if test="@relation">, <xsl:value-of select="@relation"/></xsl:if></xsl:template>
<xsl:template match="access[@basis = 'self']" mode="relation">, the patient</xsl:template>

<xsl:template match="@level[. = 'full']">Full</xsl:template>
<xsl:template match="@level[. = 'billing']">Billing only</xsl:template>
<xsl:template match="@level[. = 'part']">A part of the record</xsl:template>

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
