<!--
  GET /staff/patients/access/:id, and what is posted from there: one access to a
  record, to pause, resume or end

  Expects: person (see staff-person.xsl); access (see staff-access.xsl);
  form/field why, reason.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="names.xsl"/>
<xsl:include href="staff-access.xsl"/>

<xsl:template match="page" mode="title">Change access</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <p><a class="go" href="/staff/patients/{person/@id}">Back to the patient</a></p>
  <xsl:call-template name="problems"/>
  <div class="head"><h1>Access of <xsl:value-of select="access/@name"/></h1></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <xsl:apply-templates select="access" mode="one"/>
</xsl:template>

<xsl:template match="access" mode="one">
  <section class="sheet stack" aria-labelledby="one"><h2 id="one"><xsl:value-of select="@name"/><xsl:apply-templates select="." mode="relation"/></h2>
    <xsl:apply-templates select="." mode="about"/></section>
  <xsl:choose>
    <xsl:when test="@paused_at"><xsl:apply-templates select="." mode="resume"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="pause"/></xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="." mode="end"/>
  <xsl:if test="@basis != 'self'"><p><a class="go" href="/staff/patients/{../person/@id}/block?access={@id}">Keep <xsl:value-of select="@name"/> away from this record, whoever gives access</a></p></xsl:if>
</xsl:template>

<xsl:template match="access" mode="pause">
  <form class="sheet stack" method="post" action="/staff/patients/access/{@id}/pause">
    <h2>Pause for safety</h2>
    <p>Nobody is told. The person reads only that the practice has paused this access.</p>
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name">why</xsl:with-param>
      <xsl:with-param name="label">Why</xsl:with-param>
      <xsl:with-param name="hint">Only staff read this.</xsl:with-param>
      <xsl:with-param name="autocomplete">off</xsl:with-param>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Pause access</button></div>
  </form>
</xsl:template>

<xsl:template match="access" mode="resume">
  <form class="sheet stack" method="post" action="/staff/patients/access/{@id}/resume">
    <h2>Paused</h2>
    <p>Nobody is told when it goes on, either.</p>
    <xsl:call-template name="token"/>
    <div class="actions"><button class="btn" type="submit">Let access go on</button></div>
  </form>
</xsl:template>

<xsl:template match="access" mode="end">
  <form class="sheet stack" method="post" action="/staff/patients/access/{@id}/end">
    <h2>End for good</h2>
    <p>Both sides get a mail that the practice ended it.</p>
    <xsl:call-template name="token"/>
    <fieldset class="choices" id="reason" tabindex="-1"><legend>Reason</legend>
      <xsl:apply-templates select="/page/form/field[@name = 'reason']/@error" mode="beside"/>
      <xsl:call-template name="reason"><xsl:with-param name="value">asked</xsl:with-param><xsl:with-param name="words">The patient or the family asked for it</xsl:with-param></xsl:call-template>
      <xsl:call-template name="reason"><xsl:with-param name="value">document</xsl:with-param><xsl:with-param name="words">The document does not count any more</xsl:with-param></xsl:call-template>
      <xsl:call-template name="reason"><xsl:with-param name="value">mistake</xsl:with-param><xsl:with-param name="words">It was a mistake</xsl:with-param></xsl:call-template>
      <xsl:call-template name="reason"><xsl:with-param name="value">other</xsl:with-param><xsl:with-param name="words">Something else</xsl:with-param></xsl:call-template>
    </fieldset>
    <div class="actions"><button class="btn quiet stop" type="submit">End access</button></div>
  </form>
</xsl:template>

<xsl:template name="reason">
  <xsl:param name="value"/>
  <xsl:param name="words"/>
  <label class="choice"><xsl:call-template name="radio"><xsl:with-param name="name">reason</xsl:with-param><xsl:with-param name="value" select="$value"/></xsl:call-template><xsl:text> </xsl:text><span><xsl:value-of select="$words"/></span></label>
</xsl:template>

<xsl:template match="field[@name = 'reason']/@error" mode="says">Please choose a reason.</xsl:template>
</xsl:stylesheet>
