<!--
  GET and POST /health/:patient/results/first: "tell me first"

  Expects: wish @category @days for each kind that waits; waiting (results.xsl);
  page @saved after a change, @may_decide for who may; limits
  @result_wait_days.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="waiting.xsl"/>

<xsl:template match="page" mode="title">My health: When you see results</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="problems"/>
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'results'"/></xsl:call-template>
  <xsl:if test="@saved"><div class="note good slim" role="status"><xsl:call-template name="icon-check"/><div><p><b>Saved.</b> This starts with the next result.</p></div></div></xsl:if>
  <xsl:apply-templates select="waiting"/>
  <section class="sheet stack" aria-labelledby="first-head">
    <p class="no-print"><a class="go" href="/health/{patient/@id}/results">All results</a></p>
    <h2 id="first-head">When do you want to see results?</h2>
    <p>You see results as soon as they come. That may be before your provider has looked at them. If you would rather hear from your provider first, you can ask us to wait for a comment.</p>
    <xsl:if test="not(@may_decide)"><p>This is the choice of <b><xsl:value-of select="patient/@name"/></b>. If you would like to change it, please ask.</p></xsl:if>
    <xsl:if test="@may_decide">
    <p>This is your own choice. You can change it at any time, and see at once what waits.</p>
    <form method="post" action="/health/{patient/@id}/results/first" class="stack">
      <xsl:call-template name="token"/>
      <xsl:call-template name="wish"><xsl:with-param name="name">laboratory</xsl:with-param><xsl:with-param name="label">Lab tests</xsl:with-param></xsl:call-template>
      <xsl:call-template name="wish"><xsl:with-param name="name">imaging</xsl:with-param><xsl:with-param name="label">X-rays and other imaging</xsl:with-param></xsl:call-template>
      <xsl:call-template name="wish"><xsl:with-param name="name">other</xsl:with-param><xsl:with-param name="label">Other reports</xsl:with-param></xsl:call-template>
      <p class="soft small">If we wait, everybody who can open this record waits too. This starts with the next result. Your care team always sees results at once.</p>
      <p class="actions"><button class="btn" type="submit">Save</button></p>
    </form>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template name="wish">
  <xsl:param name="name"/>
  <xsl:param name="label"/>
  <xsl:variable name="field" select="/page/form/field[@name = $name]"/>
  <xsl:variable name="now" select="/page/wish[@category = $name]/@days"/>
  <div>
    <xsl:attribute name="class">field<xsl:if test="$field/@error"> bad</xsl:if></xsl:attribute>
    <label for="{$name}"><xsl:value-of select="$label"/></label>
    <xsl:apply-templates select="$field/@error" mode="beside"/>
    <select id="{$name}" name="{$name}">
      <xsl:call-template name="described"><xsl:with-param name="name" select="$name"/><xsl:with-param name="error" select="$field/@error"/></xsl:call-template>
      <option value="0">Show them at once</option>
      <xsl:call-template name="days"><xsl:with-param name="n" select="1"/><xsl:with-param name="chosen" select="($field[not(@error)] | $now[not($field)])[1]"/></xsl:call-template>
    </select>
  </div>
</xsl:template>

<xsl:template name="days">
  <xsl:param name="n"/>
  <xsl:param name="chosen"/>
  <option value="{$n}">
    <xsl:if test="$n = $chosen"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if>
    <xsl:text>Wait for a comment, </xsl:text><xsl:value-of select="$n"/><xsl:choose><xsl:when test="$n = 1"> day</xsl:when><xsl:otherwise> days</xsl:otherwise></xsl:choose> at most</option>
  <xsl:if test="$n &lt; /page/limits/@result_wait_days">
    <xsl:call-template name="days"><xsl:with-param name="n" select="$n + 1"/><xsl:with-param name="chosen" select="$chosen"/></xsl:call-template>
  </xsl:if>
</xsl:template>
</xsl:stylesheet>
