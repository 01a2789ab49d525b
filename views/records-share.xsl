<!--
  GET, POST /records/:patient/share: Send by secure link

  Expects: form/field dates, from, to, type as in records-what.xsl; name, email,
  phone, last_day, openings: what was typed, with @error; sharing @days = most
  days @wrong = wrong codes that end a link @to_day = last day that can be
  chosen @texts = "1" if texts are offered @confidential, with openings = each
  number to choose; share = links made before: see shares.xsl; page @done =
  stopped.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="health.xsl"/>
<xsl:include href="records-what.xsl"/>
<xsl:include href="records-ways.xsl"/>
<xsl:include href="records-preview.xsl"/>
<xsl:include href="shares.xsl"/>

<xsl:template match="page" mode="title">My health: Send by secure link</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="health-head"><xsl:with-param name="tab" select="'records'"/></xsl:call-template>
  <xsl:apply-templates select="@done"/>
  <xsl:call-template name="problems"/>
  <form class="stack far" method="post" novalidate="novalidate" action="/records/{patient/@id}/share">
    <xsl:call-template name="records-what"/>
    <section class="sheet stack" aria-labelledby="how"><h2 id="how">What to do with it</h2>
      <xsl:call-template name="records-way-links"><xsl:with-param name="way" select="'share'"/></xsl:call-template>
      <p>The other person opens the link and types a code. The record stays here. You see when it was opened, and you can stop it at any time.</p>
      <xsl:apply-templates select="sharing"/>
      <xsl:call-template name="what-goes">
        <xsl:with-param name="verb" select="'sharing'"/>
        <xsl:with-param name="confidential" select="sharing/@confidential"/>
      </xsl:call-template>
      <div class="actions"><button class="btn" type="submit"><xsl:call-template name="icon-link"/>Make the link</button>
        <xsl:call-template name="preview-button"><xsl:with-param name="to" select="concat('/records/', patient/@id, '/share/preview')"/></xsl:call-template></div>
      <xsl:apply-templates select="preview" mode="box"/>
    </section>
    <xsl:call-template name="token"/>
  </form>
  <section class="sheet flush" aria-labelledby="links"><div class="cap"><h2 id="links">Your links</h2></div>
    <xsl:choose>
      <xsl:when test="share"><ul class="rows"><xsl:apply-templates select="share" mode="listed"/></ul></xsl:when>
      <xsl:otherwise><p class="cap soft">There are no links yet.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template match="sharing">
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'name'"/>
    <xsl:with-param name="label">Who is it for?</xsl:with-param>
    <xsl:with-param name="hint">For example: Dr. Lund, heart clinic</xsl:with-param>
    <xsl:with-param name="autocomplete" select="'off'"/>
  </xsl:call-template>
  <div class="two">
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'email'"/>
      <xsl:with-param name="label">Their email (optional)</xsl:with-param>
      <xsl:with-param name="hint">We send the link there. Without it, you hand over the link yourself.</xsl:with-param>
      <xsl:with-param name="type" select="'email'"/>
      <xsl:with-param name="autocomplete" select="'off'"/>
      <xsl:with-param name="required" select="false()"/>
    </xsl:call-template>
    <xsl:if test="@texts">
      <xsl:call-template name="control">
          <xsl:with-param name="name" select="'phone'"/>
          <xsl:with-param name="label">Their mobile phone (optional)</xsl:with-param>
          <xsl:with-param name="hint">We text the code there. Without it, you tell them the code yourself.</xsl:with-param>
          <xsl:with-param name="type" select="'tel'"/>
          <xsl:with-param name="autocomplete" select="'off'"/>
          <xsl:with-param name="required" select="false()"/>
        </xsl:call-template>
    </xsl:if>
  </div>
  <div class="two">
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'last_day'"/>
      <xsl:with-param name="label">Last day</xsl:with-param>
      <xsl:with-param name="hint">At most <xsl:value-of select="@days"/> days from today</xsl:with-param>
      <xsl:with-param name="type" select="'date'"/>
      <xsl:with-param name="max" select="@to_day"/>
    </xsl:call-template>
    <xsl:apply-templates select="." mode="openings"/>
  </div>
</xsl:template>

<xsl:template match="sharing" mode="openings">
  <xsl:variable name="typed" select="../form/field[@name = 'openings']"/>
  <div>
    <xsl:attribute name="class">field<xsl:if test="$typed/@error"> bad</xsl:if></xsl:attribute>
    <label for="openings">How often can it be opened?</label>
    <p class="hint" id="openings-hint">Each right code counts once</p>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <select id="openings" name="openings">
      <xsl:call-template name="described"><xsl:with-param name="name" select="'openings'"/><xsl:with-param name="hint" select="true()"/><xsl:with-param name="error" select="$typed/@error"/></xsl:call-template>
      <xsl:for-each select="openings">
        <option value="{.}"><xsl:if test=". = $typed"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if><xsl:value-of select="."/><xsl:choose><xsl:when test=". = 1"> time</xsl:when><xsl:otherwise> times</xsl:otherwise></xsl:choose></option>
      </xsl:for-each>
    </select>
  </div>
</xsl:template>

<xsl:template match="@done">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/><div><p><b>The link was stopped.</b> Nobody can open it any more.</p></div></div>
</xsl:template>

<xsl:template match="field[@name = 'name']/@error[. = 'required']" mode="says">Write who it is for.</xsl:template>
<xsl:template match="field[@name = 'last_day']/@error[. = 'required']" mode="says">Choose the last day.</xsl:template>
</xsl:stylesheet>
