<!--
  GET /family/:patient/remove/:id, /leave/:id, /withdraw/:id: what will happen,
  before it does

  Expects: page @deed = remove, leave, withdraw; access, of withdraw an
  invitation, as family-words.xsl says, with @id; patient.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="family-words.xsl"/>

<xsl:template match="page" mode="title"><xsl:apply-templates select="@deed" mode="button"/></xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1><xsl:apply-templates select="@deed" mode="question"/></h1></div>
  <div class="sheet stack">
    <xsl:apply-templates select="@deed" mode="happens"/>
    <form method="post" action="/family/{patient/@id}/{@deed}/{(access | invitation)/@id}">
      <xsl:call-template name="token"/>
      <div class="actions"><button class="btn quiet stop" type="submit"><xsl:apply-templates select="@deed" mode="button"/></button>
        <a class="btn plain" href="/family/settings">Keep it as it is</a></div>
    </form>
  </div>
</xsl:template>

<xsl:template match="@deed[. = 'remove']" mode="button">Remove access</xsl:template>
<xsl:template match="@deed[. = 'leave']" mode="button">Give up my access</xsl:template>
<xsl:template match="@deed[. = 'withdraw']" mode="button">Take back the invitation</xsl:template>

<xsl:template match="@deed[. = 'remove']" mode="question">Remove the access of <xsl:value-of select="../access/@holder"/>?</xsl:template>
<xsl:template match="@deed[. = 'leave']" mode="question">Give up your access to the record of <xsl:value-of select="../patient/@name"/>?</xsl:template>
<xsl:template match="@deed[. = 'withdraw']" mode="question">Take back the invitation for <xsl:value-of select="../invitation/@name"/>?</xsl:template>

<xsl:template match="@deed[. = 'remove']" mode="happens">
  <p>Now <xsl:value-of select="../access/@holder"/> can <xsl:apply-templates select="../access/@level" mode="can"/>.</p>
  <p>This ends right away, also if they have your record open at this moment. Messages they sent stay in your record. We tell you both by email. You can invite them again later.</p>
</xsl:template>

<xsl:template match="@deed[. = 'leave']" mode="happens">
  <p>Now you can <xsl:apply-templates select="../access/@level" mode="can"/>.</p>
  <p>This ends right away. You can’t get it back by yourself: you have to ask for it again. Messages you sent stay in the record. We tell you both by email.</p>
</xsl:template>

<xsl:template match="@deed[. = 'withdraw']" mode="happens">
  <p>The invitation went to <xsl:value-of select="../invitation/@email"/>. Its link will not work any more. We tell you both by email.</p>
</xsl:template>
</xsl:stylesheet>
