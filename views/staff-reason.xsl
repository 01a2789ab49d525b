<!--
  GET /staff/patients/:id/chart, where the chart is not open to the member;
  POST /staff/patients/:id/open

  Expects: person (see staff-person.xsl); page @conversation, @from if one came from
  there; form/field "reason", "note".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>

<xsl:template match="page" mode="title">Open a chart</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Why do you need this chart?</h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <form class="sheet stack" method="post" action="/staff/patients/{person/@id}/open">
    <xsl:call-template name="token"/>
    <xsl:if test="@conversation"><input type="hidden" name="conversation" value="{@conversation}"/></xsl:if>
    <xsl:if test="@from"><input type="hidden" name="from" value="{@from}"/></xsl:if>
    <p>No message of this patient is in your work. You can open the chart for 60 minutes. Your name and the reason are kept, and the patient may see them.</p>
    <xsl:apply-templates select="." mode="reasons"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name">note</xsl:with-param>
      <xsl:with-param name="label">In a few words</xsl:with-param>
      <xsl:with-param name="hint">Needed if you chose “Something else”</xsl:with-param>
      <xsl:with-param name="required" select="false()"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Open chart</button>
      <a class="btn plain" href="/staff/patients/{person/@id}">Cancel</a></div>
  </form>
</xsl:template>

<xsl:template match="page" mode="reasons">
  <xsl:variable name="error" select="form/field[@name = 'reason']/@error"/>
  <fieldset class="choices" id="reason" tabindex="-1">
    <xsl:if test="$error"><xsl:attribute name="class">choices bad</xsl:attribute>
      <xsl:attribute name="aria-describedby">reason-error</xsl:attribute></xsl:if>
    <legend>Reason</legend>
    <xsl:apply-templates select="$error" mode="beside"/>
    <xsl:call-template name="reason"><xsl:with-param name="value">treatment</xsl:with-param><xsl:with-param name="words">I take part in the care</xsl:with-param></xsl:call-template>
    <xsl:call-template name="reason"><xsl:with-param name="value">question</xsl:with-param><xsl:with-param name="words">The patient or family has a question</xsl:with-param></xsl:call-template>
    <xsl:call-template name="reason"><xsl:with-param name="value">billing</xsl:with-param><xsl:with-param name="words">A bill or insurance</xsl:with-param></xsl:call-template>
    <xsl:call-template name="reason"><xsl:with-param name="value">records</xsl:with-param><xsl:with-param name="words">A request for records</xsl:with-param></xsl:call-template>
    <xsl:call-template name="reason"><xsl:with-param name="value">emergency</xsl:with-param><xsl:with-param name="words">An emergency</xsl:with-param></xsl:call-template>
    <xsl:call-template name="reason"><xsl:with-param name="value">other</xsl:with-param><xsl:with-param name="words">Something else</xsl:with-param></xsl:call-template>
  </fieldset>
</xsl:template>

<xsl:template name="reason">
  <xsl:param name="value"/>
  <xsl:param name="words"/>
  <label class="choice"><xsl:call-template name="radio">
      <xsl:with-param name="name">reason</xsl:with-param>
      <xsl:with-param name="value" select="$value"/>
    </xsl:call-template><xsl:text> </xsl:text><span><xsl:value-of select="$words"/></span></label>
</xsl:template>

<xsl:template match="field[@name = 'reason']/@error" mode="says">Please choose a reason.</xsl:template>
</xsl:stylesheet>
