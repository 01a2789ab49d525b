<!--
  GET /family/add/:id/done

  Expects: page @added = id of a person.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="page" mode="title">Add Patient: done</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:apply-templates select="person[@id = current()/@added]" mode="added"/>
</xsl:template>

<xsl:template match="person" mode="added">
  <div class="head"><h1>You can open this record now</h1></div>
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><b><xsl:value-of select="@name"/> is one of your people now.</b> The passcode was right. We told you by email, too.</p></div></div>
  <p>Change from one person to another at the top of each page. You can give up this access at any time under <a href="/family/settings">Family Access settings</a>.</p>
  <p class="actions"><a class="btn" href="/home/{@id}">Open the record of <xsl:value-of select="@name"/></a></p>
</xsl:template>
</xsl:stylesheet>
