<!--
  GET, POST /staff/patients/:id/reset: who forgot the password

  Expects: person (see staff-person.xsl); holder @id @name @email @option = "1"
  if it has a security option: the accounts that may open the record; once
  started @sent = the address, @minutes, @code = what to tell its owner if
  there is no option; @enough = the address that had too many mails.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>

<xsl:template match="page" mode="title">Reset a password</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Reset a password</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:apply-templates select="." mode="step"/>
  <p class="actions"><a class="btn quiet" href="/staff/patients/{person/@id}">Back to the patient</a></p>
</xsl:template>

<xsl:template match="page" mode="step">
  <div class="note warn"><xsl:call-template name="icon-lock"/>
    <div><p><b>First make sure who it is.</b> Call back at a number that is on record, or look at a photo ID. Nobody here ever needs to know a password.</p></div></div>
  <section class="sheet flush" aria-labelledby="holders">
    <div class="cap"><h2 id="holders">Whose password is forgotten?</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="holder"/>
      <xsl:if test="not(holder)"><li><p class="soft">Nobody has access on the portal.</p></li></xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="holder">
  <li><xsl:call-template name="icon-person"/><div class="body">
      <h3><xsl:value-of select="@name"/></h3>
      <p class="soft small"><xsl:value-of select="@email"/></p>
      <p class="soft small"><xsl:apply-templates select="." mode="proof"/></p></div>
    <div class="end"><form method="post" action="/staff/patients/{/page/person/@id}/reset">
      <xsl:call-template name="token"/>
      <input type="hidden" name="account" value="{@id}"/>
      <button class="btn quiet" type="submit">Send the mail<span class="vh"> to <xsl:value-of select="@name"/></span></button>
    </form></div></li>
</xsl:template>

<xsl:template match="holder" mode="proof">No security option: you get a code to tell them.</xsl:template>
<xsl:template match="holder[@option]" mode="proof">The portal asks them for their security option.</xsl:template>

<xsl:template match="page[@sent]" mode="step">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><b>The mail is on its way to <xsl:value-of select="@sent"/>.</b> Its link works for <xsl:value-of select="@minutes"/> minutes. They choose the new password themselves.</p></div></div>
  <xsl:apply-templates select="@code"/>
</xsl:template>

<xsl:template match="@code">
  <section class="sheet stack" aria-labelledby="tell"><h2 id="tell">Tell them this code</h2>
    <p class="code nums"><b><xsl:value-of select="concat(substring(., 1, 3), '&#160;', substring(., 4))"/></b></p>
    <p>On the phone or at the desk, never in a mail. The page of the link asks for it. You see it only now.</p></section>
</xsl:template>

<xsl:template match="page[@enough]" mode="step">
  <div class="note warn" role="status"><xsl:call-template name="icon-clock"/>
    <div><p><b>Three mails went to <xsl:value-of select="@enough"/> in the last hour.</b> That is the most we send. The newest one still works. Wait for an hour before you send another.</p></div></div>
</xsl:template>
</xsl:stylesheet>
