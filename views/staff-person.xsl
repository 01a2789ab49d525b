<!--
  Who a page of the practice is about: a sheet with name, birth date, age and
  record number, so that two of the same name are told apart.

  Expects: person | hit @id @name @initials @sex @mrn @birth_day
  @birth_day-says @age-says @died_when @inactive; of these @id, @name and
  @initials always.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="person" mode="banner">
  <section class="sheet who-1 patient" aria-label="Whose record this is">
    <div class="line"><span class="disc" aria-hidden="true"><xsl:value-of select="@initials"/></span>
      <div class="who-text"><p class="who-name"><xsl:value-of select="@name"/></p>
        <p><xsl:apply-templates select="." mode="facts"/></p></div></div>
  </section>
</xsl:template>

<xsl:template match="person | hit" mode="facts">
  <xsl:apply-templates select="@birth_day" mode="fact"/>
  <xsl:if test="not(@birth_day)">Birth date not on record</xsl:if>
  <xsl:apply-templates select="@age-says[not(../@died_when)]" mode="fact"/>
  <xsl:apply-templates select="@sex" mode="fact"/>
  <xsl:apply-templates select="@mrn" mode="fact"/>
  <xsl:if test="not(@mrn)"> · No record number</xsl:if>
  <xsl:if test="@died_when"><xsl:text> </xsl:text><span class="tag">Died <xsl:value-of select="@died_when-says"/></span></xsl:if>
  <xsl:if test="@inactive"><xsl:text> </xsl:text><span class="tag">No longer a patient here</span></xsl:if>
</xsl:template>

<xsl:template match="@birth_day" mode="fact">Born <time datetime="{.}"><xsl:value-of select="../@birth_day-says"/></time></xsl:template>
<xsl:template match="@age-says" mode="fact"> · <xsl:value-of select="."/></xsl:template>
<xsl:template match="@sex" mode="fact"/>
<xsl:template match="@sex[. = 'female']" mode="fact"> · Female</xsl:template>
<xsl:template match="@sex[. = 'male']" mode="fact"> · Male</xsl:template>
<xsl:template match="@mrn" mode="fact"> · Record <span class="nums"><xsl:value-of select="translate(., ' -', '&#160;&#8209;')"/></span></xsl:template>

<!-- Where a page of one person leads back to. -->
<xsl:template name="back-to-conversation">
  <p><a class="go" href="/staff/inbox/{/page/@conversation}">Back to the conversation</a></p>
</xsl:template>
</xsl:stylesheet>
