<!--
  GET, POST /family/:patient/access/:id

  Expects: page @majority_age; patient, the own record; access as family-words.xsl says, with @id;
  form/field level, last_day.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="family-words.xsl"/>
<xsl:include href="family-level.xsl"/>

<xsl:template match="page" mode="title">Change access</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p><a class="go" href="/family/settings">Back to Family Access</a></p>
    <h1>Access of <xsl:value-of select="access/@holder"/></h1>
    <p class="soft">Now: <b><xsl:apply-templates select="access/@level" mode="called"/></b>. <xsl:apply-templates select="access" mode="until"/></p></div>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="access[@basis = 'guardian']" mode="guardian-note"/>
  <form class="sheet stack" method="post" novalidate="novalidate" action="/family/{patient/@id}/access/{access/@id}">
    <xsl:call-template name="token"/>
    <xsl:call-template name="access-level"/>
    <xsl:call-template name="last-day"/>
    <div class="actions"><button class="btn" type="submit">Save</button></div>
    <p class="soft">The change counts from now on. We tell you both by email.</p>
  </form>
</xsl:template>

<xsl:template match="access" mode="guardian-note">
  <div class="note info"><xsl:call-template name="icon-info"/>
    <div><p><b>It is your choice.</b> Your <xsl:apply-templates select="." mode="guardian"/> sees your bills until you turn <xsl:value-of select="/page/@majority_age"/>. Only you can let them see more. If you choose Full, you can take that back at any time.</p></div></div>
</xsl:template>
</xsl:stylesheet>
