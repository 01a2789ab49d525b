<?xml version="1.0" encoding="UTF-8"?>
<!--
  record.xsl: a whole health record for a person to read, as an HTML fragment

    <xsl:import href="record.xsl"/> ... <xsl:apply-templates select="record" mode="record"/>

  Made from the tree of chart_select(). What is not there has no section, but
  for allergies, medications and problems, of which the reader must know that
  there is none. The sections stand in record-history.xsl (what lasts),
  record-results.xsl (tests and vital signs) and record-more.xsl (the rest);
  headings are h3.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="record-history.xsl"/>
<xsl:import href="record-results.xsl"/>
<xsl:import href="record-more.xsl"/>

<xsl:key name="provider" match="provider" use="@id"/>
<xsl:key name="location" match="location" use="@id"/>
<xsl:key name="organization" match="organization" use="@id"/>

<xsl:template match="record" mode="record">
  <xsl:apply-templates select="patient" mode="record"/>
  <xsl:call-template name="record-allergies"/>
  <xsl:call-template name="record-medications"/>
  <xsl:call-template name="record-problems"/>
  <xsl:call-template name="record-vaccinations"/>
  <xsl:call-template name="record-vital-signs"/>
  <xsl:call-template name="record-results"/>
  <xsl:call-template name="record-procedures"/>
  <xsl:call-template name="record-devices"/>
  <xsl:call-template name="record-visits"/>
  <xsl:call-template name="record-plans"/>
  <xsl:call-template name="record-daily-life"/>
  <xsl:call-template name="record-family"/>
  <xsl:call-template name="record-people"/>
  <xsl:call-template name="record-insurance"/>
  <xsl:call-template name="record-documents"/>
</xsl:template>

<!-- Who this is, with the three facts a stranger needs first. -->
<xsl:template match="record/patient" mode="record">
  <h3>
    <xsl:value-of select="@name"/>
    <xsl:if test="@birth_when-says">
      <xsl:text>, born </xsl:text>
      <xsl:value-of select="@birth_when-says"/>
    </xsl:if>
  </h3>
  <dl class="facts">
    <xsl:call-template name="record-fact-allergies"/>
    <xsl:call-template name="record-fact-blood-pressure"/>
    <xsl:apply-templates select="key('provider', @provider_id)" mode="fact"/>
    <xsl:call-template name="record-fact">
      <xsl:with-param name="name">Died</xsl:with-param>
      <xsl:with-param name="value" select="@died_when-says"/>
    </xsl:call-template>
    <xsl:call-template name="record-fact">
      <xsl:with-param name="name">Sex</xsl:with-param>
      <xsl:with-param name="value"><xsl:apply-templates select="@sex[. != 'unknown']" mode="bare"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="record-fact">
      <xsl:with-param name="name">Medical record number</xsl:with-param>
      <xsl:with-param name="value" select="@mrn"/>
    </xsl:call-template>
    <xsl:call-template name="record-fact-address"/>
    <xsl:apply-templates select="../patient_contact" mode="fact"/>
    <xsl:apply-templates select="../patient_name" mode="fact"/>
    <xsl:apply-templates select="../patient_trait" mode="fact"/>
    <xsl:apply-templates select="../related_person" mode="fact"/>
  </dl>
</xsl:template>

<xsl:template name="record-fact">
  <xsl:param name="name"/>
  <xsl:param name="value"/>
  <xsl:if test="string($value)">
    <div><dt><xsl:value-of select="$name"/></dt><dd><xsl:value-of select="$value"/></dd></div>
  </xsl:if>
</xsl:template>

<xsl:template name="record-fact-allergies">
  <div>
    <dt>Allergies</dt>
    <dd>
      <xsl:for-each select="../allergy[@status = 'active' and not(@verification = 'refuted')]">
        <xsl:if test="position() &gt; 1">, </xsl:if>
        <xsl:apply-templates select="@display" mode="bare"/>
      </xsl:for-each>
      <xsl:if test="not(../allergy[@status = 'active' and not(@verification = 'refuted')])">None on record</xsl:if>
    </dd>
  </div>
</xsl:template>

<xsl:template name="record-fact-blood-pressure">
  <xsl:for-each select="../observation[@code = '85354-9' and observation][1]">
    <div>
      <dt>Last blood pressure</dt>
      <dd class="nums">
        <xsl:apply-templates select="observation[@code = '8480-6']/@value" mode="number"/>
        <xsl:text>/</xsl:text>
        <xsl:apply-templates select="observation[@code = '8462-4']/@value" mode="number"/>
        <xsl:if test="@taken_when-says">
          <xsl:text>, </xsl:text>
          <xsl:value-of select="@taken_when-says"/>
        </xsl:if>
      </dd>
    </div>
  </xsl:for-each>
</xsl:template>

<xsl:template match="provider" mode="fact">
  <div><dt>Family doctor</dt><dd><xsl:value-of select="@name"/></dd></div>
</xsl:template>

<xsl:template name="record-fact-address">
  <xsl:if test="@line or @city">
    <div>
      <dt>Address</dt>
      <dd>
        <xsl:for-each select="@line | @city | @state | @postal_code">
          <xsl:if test="position() &gt; 1">, </xsl:if>
          <xsl:value-of select="."/>
        </xsl:for-each>
      </dd>
    </div>
  </xsl:if>
</xsl:template>

<xsl:template match="patient_contact" mode="fact">
  <div>
    <dt>
      <xsl:choose>
        <xsl:when test="@kind = 'email'">Email</xsl:when>
        <xsl:otherwise>Phone</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@purpose">, <xsl:value-of select="@purpose"/></xsl:if>
    </dt>
    <dd><xsl:apply-templates select="@value" mode="address"/></dd>
  </div>
</xsl:template>

<xsl:template match="patient_name" mode="fact">
  <div>
    <dt>Other name (<xsl:value-of select="@kind"/>)</dt>
    <dd><xsl:value-of select="normalize-space(concat(@prefix, ' ', @given, ' ', @family, ' ', @suffix))"/></dd>
  </div>
</xsl:template>

<xsl:template match="patient_trait" mode="fact">
  <div>
    <dt><xsl:call-template name="record-trait"/></dt>
    <dd><xsl:apply-templates select="@display" mode="bare"/></dd>
  </div>
</xsl:template>

<xsl:template match="related_person" mode="fact">
  <div>
    <dt>
      <xsl:choose>
        <xsl:when test="@relation"><xsl:value-of select="@relation"/></xsl:when>
        <xsl:otherwise>Contact</xsl:otherwise>
      </xsl:choose>
    </dt>
    <dd><xsl:value-of select="@name"/><xsl:if test="@phone">, <xsl:apply-templates select="@phone" mode="address"/></xsl:if></dd>
  </div>
</xsl:template>

<xsl:template name="record-trait">
  <xsl:choose>
    <xsl:when test="@kind = 'birth_sex'">Sex at birth</xsl:when>
    <xsl:when test="@kind = 'gender_identity'">Gender identity</xsl:when>
    <xsl:when test="@kind = 'marital'">Marital status</xsl:when>
    <xsl:when test="@kind = 'tribe'">Tribe</xsl:when>
    <xsl:when test="@kind = 'race'">Race</xsl:when>
    <xsl:when test="@kind = 'ethnicity'">Ethnicity</xsl:when>
    <xsl:when test="@kind = 'religion'">Religion</xsl:when>
    <xsl:otherwise>Language</xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
