<!--
  GET /staff/inbox/away: out of office.

  Expects: away @from_at @until_at @cover if it is set; member @id @name = who
  could work for them; form/field from, until, cover.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>

<xsl:template match="page" mode="title">Out of office</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <p><a class="go" href="/staff/inbox">Back to the inbox</a></p>
  <div class="head"><h1>Out of office</h1>
    <p class="soft">While you are away, one person sees what was given to you, and can answer it.</p></div>
  <xsl:call-template name="problems"/>
  <xsl:apply-templates select="away"/>
  <form class="sheet stack" method="post" action="/staff/inbox/away">
    <xsl:call-template name="token"/>
    <div class="three">
      <xsl:call-template name="control">
        <xsl:with-param name="name">from</xsl:with-param>
        <xsl:with-param name="label">First day away</xsl:with-param>
        <xsl:with-param name="type">date</xsl:with-param>
        <xsl:with-param name="kind">w-date</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="control">
        <xsl:with-param name="name">until</xsl:with-param>
        <xsl:with-param name="label">Last day away</xsl:with-param>
        <xsl:with-param name="type">date</xsl:with-param>
        <xsl:with-param name="kind">w-date</xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="." mode="cover"/>
    </div>
    <div class="actions"><button class="btn" type="submit">Save</button></div>
  </form>
</xsl:template>

<xsl:template match="page" mode="cover">
  <xsl:variable name="typed" select="form/field[@name = 'cover']"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="cover">Who works for you</label>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <select id="cover" name="cover"><option value="">Choose</option>
      <xsl:for-each select="member"><option value="{@id}"><xsl:if test="@id = $typed"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if><xsl:value-of select="@name"/></option></xsl:for-each>
    </select></div>
</xsl:template>

<xsl:template match="away">
  <div class="note warn"><xsl:call-template name="icon-calendar"/>
    <div><p><b>You are out of office</b> from <time datetime="{@from_at}"><xsl:value-of select="@from_at-full"/></time> until <time datetime="{@until_at}"><xsl:value-of select="@until_at-full"/></time>. <xsl:value-of select="@cover"/> works for you.</p>
      <form method="post" action="/staff/inbox/away"><xsl:call-template name="token"/>
        <button class="btn quiet" type="submit" name="act" value="back">I am back</button></form></div></div>
</xsl:template>
</xsl:stylesheet>
