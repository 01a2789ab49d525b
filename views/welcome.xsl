<!--
  GET /account/welcome

  Expects: account; person, none if the account may open no record.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="page" mode="title">Welcome</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Welcome, <xsl:value-of select="(person[@basis = 'self']/@given | account[not(../person[@basis = 'self'])]/@name)[1]"/></h1>
    <p>Your account is ready.</p></div>
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><b>You are signed in.</b> From now on, sign in with <b><xsl:value-of select="account/@email"/></b> and your password.</p></div></div>
  <xsl:apply-templates select="person[1]" mode="steps"/>
  <xsl:if test="not(person)">
    <div class="sheet stack"><h2>There is no record here right now</h2>
      <p>Your account is not linked to a health record. Call us at <xsl:apply-templates select="practice/@phone" mode="tel"/> and we will check.</p></div>
  </xsl:if>
</xsl:template>

<xsl:template match="person" mode="steps">
  <section class="stack" aria-labelledby="steps">
    <h2 id="steps">What you can do now</h2>
    <ul class="sheet flush rows">
      <xsl:if test="contains(@areas, 'health')">
        <li><xsl:call-template name="icon-health"/><div class="body"><h3>Look at My health</h3><p>Medicines, allergies, vaccinations and more. If something is wrong or missing, tell us.</p></div>
          <div class="end"><a class="btn quiet" href="/health/{@id}">My health</a></div></li>
        <li><xsl:call-template name="icon-results"/><div class="body"><h3>See your results</h3><p>Lab tests and imaging, with what your care team says about them.</p></div>
          <div class="end"><a class="btn quiet" href="/health/{@id}/results">Results</a></div></li>
      </xsl:if>
      <xsl:if test="contains(@areas, 'records')">
        <li><xsl:call-template name="icon-download"/><div class="body"><h3>Keep a copy of the record</h3><p>Download it to keep, or to take to another doctor.</p></div>
          <div class="end"><a class="btn quiet" href="/records/{@id}">Health Records</a></div></li>
      </xsl:if>
    </ul>
  </section>
  <p class="actions"><a class="btn" href="{$home}">Go to my home page</a></p>
</xsl:template>
</xsl:stylesheet>
