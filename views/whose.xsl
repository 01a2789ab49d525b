<!--
  Whose record is open: a band under the top bar, and the switch to another.

  Expects: patient @id @name @initials @color @birth_day @birth_day-says
  @age-says @sex @basis @relation @areas; person the same, @current on the
  open one.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="patient" mode="whose">
  <section aria-label="Whose record is open">
    <xsl:attribute name="class">
      <xsl:text>who who-</xsl:text><xsl:value-of select="@color"/>
      <xsl:if test="string-length(@name) &gt; 30"> long</xsl:if>
    </xsl:attribute>
    <div class="wide">
      <span class="disc" aria-hidden="true"><xsl:value-of select="@initials"/></span>
      <div class="who-text">
        <p class="who-name"><xsl:value-of select="@name"/></p>
        <p class="small">
          <xsl:apply-templates select="@age-says" mode="age"/>
          <xsl:apply-templates select="@birth_day" mode="born"/>
          <span class="no-print"><xsl:apply-templates select="." mode="why"/></span></p>
        <p class="small print-only">Printed <xsl:value-of select="../@now-full"/> by <xsl:value-of select="../account/@name"/></p>
      </div>
      <xsl:if test="../person[2]">
        <details class="menu">
          <summary><xsl:call-template name="icon-switch"/>
            <span>Switch<span class="word"> patient</span></span></summary>
          <div class="drop"><xsl:apply-templates select="../person" mode="switch"/>
            <hr/>
            <a href="/family/add"><xsl:call-template name="icon-plus"/>Add Patient</a></div>
        </details>
      </xsl:if>
    </div>
  </section>
</xsl:template>

<xsl:template match="@age-says" mode="age"><xsl:value-of select="."/> · </xsl:template>

<xsl:template match="@birth_day" mode="born">Born <time datetime="{.}"><xsl:value-of select="../@birth_day-says"/></time></xsl:template>

<!-- Why you may see it. -->
<xsl:template match="patient[@basis = 'self']" mode="why"> · This is your own record</xsl:template>

<xsl:template match="patient" mode="why">
  <xsl:choose>
    <xsl:when test="@areas = 'billing'"> · You can see bills only</xsl:when>
    <xsl:when test="contains(@areas, 'health') and contains(@areas, 'messages')"> · You have full access</xsl:when>
    <xsl:otherwise> · You can see a part of this record</xsl:otherwise>
  </xsl:choose>
  <xsl:apply-templates select="@relation" mode="why"/>
</xsl:template>

<xsl:template match="@relation" mode="why">
  <xsl:choose>
    <xsl:when test="../@sex = 'male'"> as his </xsl:when>
    <xsl:when test="../@sex = 'female'"> as her </xsl:when>
    <xsl:otherwise> as their </xsl:otherwise>
  </xsl:choose>
  <xsl:value-of select="."/>
</xsl:template>

<!-- To the same part of the other record where that is allowed. -->
<xsl:template match="person" mode="switch">
  <xsl:variable name="program" select="../@program"/>
  <a class="who-{@color}">
    <xsl:attribute name="href">
      <xsl:choose>
        <xsl:when test="contains(@areas, $program) or ($program = 'messages' and contains(@areas, 'billing'))">/<xsl:value-of select="$program"/>/</xsl:when>
        <xsl:otherwise>/home/</xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="@id"/>
    </xsl:attribute>
    <xsl:if test="@current"><xsl:attribute name="aria-current">true</xsl:attribute></xsl:if>
    <span class="disc small" aria-hidden="true"><xsl:value-of select="@initials"/></span>
    <span><xsl:value-of select="@name"/><br/>
      <span class="soft small"><xsl:value-of select="@age-says"/>
        <xsl:if test="@basis = 'self'"><xsl:if test="@age-says"> · </xsl:if>Your own record</xsl:if></span>
      <xsl:apply-templates select="@unread[. &gt; 0]" mode="switch"/></span>
  </a>
</xsl:template>

<xsl:template match="@unread" mode="switch">
  <br/><span class="tag new"><xsl:value-of select="."/> new</span>
</xsl:template>
</xsl:stylesheet>
