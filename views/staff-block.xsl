<!--
  GET and POST /staff/patients/:id/block: somebody who must not see a record

  Expects: person (see staff-person.xsl); form/field name, email, why.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="names.xsl"/>

<xsl:template match="page" mode="title">Keep somebody away</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <p><a class="go" href="/staff/patients/{person/@id}">Back to the patient</a></p>
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Keep somebody away</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <form class="sheet stack" method="post" action="/staff/patients/{person/@id}/block">
    <p>This person will not see the record, whoever gives them access. Nobody is told.</p>
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name">name</xsl:with-param>
      <xsl:with-param name="label">Full name</xsl:with-param>
      <xsl:with-param name="hint">As on the court order</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name">email</xsl:with-param>
      <xsl:with-param name="label">Email, if you know it</xsl:with-param>
      <xsl:with-param name="type">email</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
      <xsl:with-param name="required" select="false()"/>
    </xsl:call-template>
    <xsl:call-template name="control">
      <xsl:with-param name="name">why</xsl:with-param>
      <xsl:with-param name="label">Why</xsl:with-param>
      <xsl:with-param name="hint">Court order and its date. Only staff read this.</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Keep away</button>
      <a class="btn plain" href="/staff/patients/{person/@id}">Cancel</a></div>
  </form>
</xsl:template>
</xsl:stylesheet>
