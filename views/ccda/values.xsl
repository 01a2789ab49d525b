<?xml version="1.0" encoding="UTF-8"?>
<!-- values.xsl: what an observation came to: value, interpretation, reference range -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<!-- HL7's interpretation codes that the value set has. -->
<xsl:variable name="interpretations"> &lt; > A AA AC B CAR D DET E EX EXP H H> HH HM HU HX I IE IND L L&lt; LL LU LX MS N ND NEG NR NS OBX POS QCF R RR S SDD SYN-R SYN-S TOX U UNE VS W WR </xsl:variable>

<xsl:template name="observation-value">
  <xsl:choose>
    <xsl:when test="not(@value)">
      <value xsi:type="ST">
        <xsl:attribute name="nullFlavor">
          <xsl:choose>
            <xsl:when test="@absent_reason = 'unknown' or @absent_reason = 'asked-unknown'">UNK</xsl:when>
            <xsl:when test="@absent_reason = 'not-asked'">NASK</xsl:when>
            <xsl:when test="@absent_reason = 'masked'">MSK</xsl:when>
            <xsl:when test="@absent_reason = 'not-applicable'">NA</xsl:when>
            <xsl:otherwise>NI</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
      </value>
    </xsl:when>
    <xsl:when test="@value_kind = 'quantity' and number(@value) = number(@value)"><xsl:call-template name="quantity-value"/></xsl:when>
    <xsl:when test="@value_kind = 'code' and @value_code">
      <value xsi:type="CD">
        <xsl:call-template name="code">
          <xsl:with-param name="code" select="@value_code"/>
          <xsl:with-param name="system" select="@value_system"/>
          <xsl:with-param name="display" select="@value"/>
          <xsl:with-param name="ref" select="concat('observation-', @id, '-value')"/>
        </xsl:call-template>
      </value>
    </xsl:when>
    <xsl:when test="@value_kind = 'when' and translate(@value, '0123456789-', '') = '' and string-length(translate(@value, '-', '')) &lt;= 8 and string-length(@value) &gt; 3">
      <value xsi:type="TS" value="{translate(@value, '-', '')}"/>
    </xsl:when>
    <xsl:otherwise><value xsi:type="ST"><xsl:call-template name="value-says"/></value></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A number; with < or > an interval with one end open. -->
<xsl:template name="quantity-value">
  <xsl:choose>
    <xsl:when test="not(@comparator)">
      <value xsi:type="PQ"><xsl:call-template name="quantity"/></value>
    </xsl:when>
    <xsl:when test="@comparator = '&lt;'">
      <value xsi:type="IVL_PQ"><high inclusive="false"><xsl:call-template name="quantity"/></high></value>
    </xsl:when>
    <xsl:when test="@comparator = '&lt;='">
      <value xsi:type="IVL_PQ"><high inclusive="true"><xsl:call-template name="quantity"/></high></value>
    </xsl:when>
    <xsl:when test="@comparator = '>'">
      <value xsi:type="IVL_PQ"><low inclusive="false"><xsl:call-template name="quantity"/></low></value>
    </xsl:when>
    <xsl:when test="@comparator = '>='">
      <value xsi:type="IVL_PQ"><low inclusive="true"><xsl:call-template name="quantity"/></low></value>
    </xsl:when>
    <xsl:otherwise><value xsi:type="ST"><xsl:call-template name="value-says"/></value></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A flag that is none of HL7's stands in the narrative only. -->
<xsl:template name="interpretation">
  <xsl:if test="@flag and not(contains(@flag, ' ')) and contains($interpretations, concat(' ', @flag, ' '))">
    <interpretationCode code="{@flag}" codeSystem="2.16.840.1.113883.5.83">
      <xsl:if test="@flag_text"><xsl:attribute name="displayName"><xsl:value-of select="@flag_text"/></xsl:attribute></xsl:if>
    </interpretationCode>
  </xsl:if>
</xsl:template>

<!-- The laboratory's range; nothing is said where it gave none. -->
<xsl:template name="reference-range">
  <xsl:if test="@low or @high or @range_text">
    <referenceRange>
      <observationRange>
        <text><xsl:call-template name="range-says"/></text>
        <xsl:choose>
          <xsl:when test="(not(@low) or number(@low) = number(@low)) and (not(@high) or number(@high) = number(@high)) and (@low or @high)">
            <value xsi:type="IVL_PQ">
              <xsl:if test="@low"><low><xsl:call-template name="quantity"><xsl:with-param name="value" select="@low"/></xsl:call-template></low></xsl:if>
              <xsl:if test="@high"><high><xsl:call-template name="quantity"><xsl:with-param name="value" select="@high"/></xsl:call-template></high></xsl:if>
            </value>
          </xsl:when>
          <xsl:otherwise><value xsi:type="ST"><xsl:call-template name="range-says"/></value></xsl:otherwise>
        </xsl:choose>
      </observationRange>
    </referenceRange>
  </xsl:if>
</xsl:template>
</xsl:stylesheet>
