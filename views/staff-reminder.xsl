<!--
  GET and POST /staff/documents/:patient/reminder

  Expects: person; form/field title, says, due, private; limits @message; part,
  restriction, unseen: see staff-limits.xsl.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="staff-limits.xsl"/>
<xsl:include href="staff-fields.xsl"/>

<xsl:template match="page" mode="title">Post a reminder</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="back-to-documents"/>
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Post a health reminder</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:call-template name="agreed-limits"/>
  <form class="sheet stack" method="post" action="/staff/documents/{person/@id}/reminder">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name">title</xsl:with-param>
      <xsl:with-param name="label">What to see to</xsl:with-param>
      <xsl:with-param name="hint">Like: Flu shot, or Blood test before the next visit</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="area">
      <xsl:with-param name="name">says</xsl:with-param>
      <xsl:with-param name="label">What the patient should know</xsl:with-param>
      <xsl:with-param name="hint">Up to <xsl:value-of select="format-number(limits/@message, '#,##0')"/> characters.</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name">due</xsl:with-param>
      <xsl:with-param name="label">By when, if it matters</xsl:with-param>
      <xsl:with-param name="type">date</xsl:with-param>
      <xsl:with-param name="kind">w-date</xsl:with-param>
      <xsl:with-param name="required" select="false()"/>
    </xsl:call-template>
    <xsl:call-template name="private"/>
    <div class="actions"><button class="btn" type="submit">Post reminder</button></div>
  </form>
</xsl:template>

<xsl:template match="field[@name = 'title']/@error[. = 'required']" mode="says">Say what to see to.</xsl:template>
<xsl:template match="field[@name = 'says']/@error[. = 'required']" mode="says">Say what the patient should know.</xsl:template>
</xsl:stylesheet>
