<?xml version="1.0" encoding="UTF-8"?>
<!-- medications.xsl: what is and was taken or ordered -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<xsl:template name="medications">
  <component>
    <section>
      <xsl:if test="not(medication)"><xsl:attribute name="nullFlavor">NI</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.2.1.1"/>
      <templateId root="2.16.840.1.113883.10.20.22.2.1.1" extension="2014-06-09"/>
      <code code="10160-0" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="History of Medication use Narrative"/>
      <title>Medications</title>
      <text>
        <xsl:choose>
          <xsl:when test="medication">
            <table styleCode="xTidy">
              <thead><tr><th>Medication</th><th>How to take it</th><th>Status</th><th>For</th><th>Ordered by</th><th>Supply</th><th>Notes</th></tr></thead>
              <tbody><xsl:apply-templates select="medication" mode="row"/></tbody>
            </table>
          </xsl:when>
          <xsl:otherwise><paragraph><xsl:value-of select="$nothing"/></paragraph></xsl:otherwise>
        </xsl:choose>
      </text>
      <xsl:apply-templates select="medication" mode="entry"/>
    </section>
  </component>
</xsl:template>

<xsl:template match="medication" mode="row">
  <tr ID="medication-{@id}">
    <th ID="medication-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td>
      <xsl:if test="@instructions"><content ID="medication-{@id}-label"><xsl:value-of select="@instructions"/></content><xsl:if test="@dose or @route or @times"> (</xsl:if></xsl:if>
      <xsl:call-template name="dose-says"/>
      <xsl:if test="@instructions and (@dose or @route or @times)">)</xsl:if>
    </td>
    <td>
      <xsl:call-template name="status-says"/>
      <xsl:call-template name="when-says"/>
    </td>
    <td><xsl:if test="@reason"><content ID="medication-{@id}-reason"><xsl:apply-templates select="@reason" mode="bare"/></content></xsl:if></td>
    <td><xsl:call-template name="provider-says"/></td>
    <td>
      <xsl:if test="@quantity"><xsl:value-of select="@quantity"/><xsl:text> </xsl:text><xsl:value-of select="@quantity_unit"/></xsl:if>
      <xsl:if test="@quantity and @refills">, </xsl:if><xsl:if test="@refills">refills: <xsl:value-of select="@refills"/></xsl:if>
    </td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<!-- "1 tablet, by mouth, once every day, when needed" -->
<xsl:template name="dose-says">
  <xsl:value-of select="@dose"/>
  <xsl:if test="@dose_unit"><xsl:text> </xsl:text><xsl:value-of select="translate(@dose_unit, '{}', '')"/></xsl:if>
  <xsl:if test="@route"><xsl:if test="@dose">, </xsl:if><xsl:value-of select="translate(substring(@route, 1, 1), 'BIO', 'bio')"/><xsl:value-of select="substring(@route, 2)"/></xsl:if>
  <xsl:if test="@times and @period"><xsl:if test="@dose or @route">, </xsl:if><xsl:call-template name="how-often"/></xsl:if>
  <xsl:if test="@as_needed">, when needed</xsl:if>
</xsl:template>

<!-- ", since May 4, 2019", ", May 4, 2019 to June 1, 2019" -->
<xsl:template name="when-says">
  <xsl:if test="@start_when or @end_when">
    <xsl:text>, </xsl:text>
    <xsl:if test="@start_when and not(@end_when) and (@status = 'active' or @status = 'on-hold')">since </xsl:if>
    <xsl:call-template name="from-to">
      <xsl:with-param name="from"><xsl:call-template name="says"><xsl:with-param name="says" select="@start_when-says"/><xsl:with-param name="raw" select="@start_when"/></xsl:call-template></xsl:with-param>
      <xsl:with-param name="to" select="(@end_when-says | @end_when)[last()]"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="medication" mode="entry">
  <entry typeCode="DRIV">
    <substanceAdministration classCode="SBADM" moodCode="EVN">
      <xsl:if test="@kind = 'order'"><xsl:attribute name="moodCode">INT</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.4.16"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.16" extension="2014-06-09"/>
      <id root="{$uid}" extension="medication-{@id}"/>
      <text><reference value="#medication-{@id}"/></text>
      <xsl:call-template name="medication-status"/>
      <effectiveTime xsi:type="IVL_TS">
        <xsl:call-template name="low"><xsl:with-param name="ts" select="@start_when-ts"/></xsl:call-template>
        <xsl:if test="@end_when-ts"><high value="{@end_when-ts}"/></xsl:if>
      </effectiveTime>
      <xsl:call-template name="medication-times"/>
      <xsl:if test="@route or @route_code">
        <routeCode><xsl:call-template name="route"/></routeCode>
      </xsl:if>
      <doseQuantity>
        <xsl:call-template name="quantity">
          <xsl:with-param name="value" select="@dose"/>
          <xsl:with-param name="unit" select="@dose_unit"/>
          <xsl:with-param name="ucum"><xsl:call-template name="dose-ucum"/></xsl:with-param>
        </xsl:call-template>
      </doseQuantity>
      <consumable>
        <manufacturedProduct classCode="MANU">
          <templateId root="2.16.840.1.113883.10.20.22.4.23"/>
          <templateId root="2.16.840.1.113883.10.20.22.4.23" extension="2014-06-09"/>
          <manufacturedMaterial>
            <code>
              <xsl:choose>
                <xsl:when test="@system = 'RXNORM'"><xsl:call-template name="code"><xsl:with-param name="ref" select="concat('medication-', @id, '-name')"/></xsl:call-template></xsl:when>
                <xsl:otherwise><xsl:call-template name="other-code"><xsl:with-param name="ref" select="concat('medication-', @id, '-name')"/></xsl:call-template></xsl:otherwise>
              </xsl:choose>
            </code>
          </manufacturedMaterial>
        </manufacturedProduct>
      </consumable>
      <xsl:call-template name="author"><xsl:with-param name="ts" select="@start_when-ts"/></xsl:call-template>
      <xsl:if test="@reason"><xsl:call-template name="medication-reason"/></xsl:if>
      <xsl:if test="@instructions"><xsl:call-template name="medication-label"/></xsl:if>
      <xsl:if test="@refills or @quantity"><xsl:call-template name="medication-supply"/></xsl:if>
      <xsl:if test="@as_needed">
        <precondition typeCode="PRCN">
          <criterion>
            <templateId root="2.16.840.1.113883.10.20.22.4.25"/>
            <templateId root="2.16.840.1.113883.10.20.22.4.25" extension="2014-06-09"/>
            <code code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"/>
            <value xsi:type="CD" nullFlavor="NI"/>
          </criterion>
        </precondition>
      </xsl:if>
    </substanceAdministration>
  </entry>
</xsl:template>

<xsl:template name="medication-status">
  <xsl:choose>
    <xsl:when test="@status = 'active'"><statusCode code="active"/></xsl:when>
    <xsl:when test="@status = 'completed'"><statusCode code="completed"/></xsl:when>
    <xsl:when test="@status = 'stopped'"><statusCode code="aborted"/></xsl:when>
    <xsl:when test="@status = 'cancelled' or @status = 'not-taken'"><statusCode code="cancelled"/></xsl:when>
    <xsl:when test="@status = 'on-hold'"><statusCode code="suspended"/></xsl:when>
    <xsl:when test="@status = 'draft' or @status = 'intended'"><statusCode code="new"/></xsl:when>
    <xsl:otherwise><statusCode nullFlavor="UNK"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- So many times in a period: every so many hours, where that comes out even. -->
<xsl:template name="medication-times">
  <xsl:variable name="hours">
    <xsl:choose>
      <xsl:when test="not(@times &gt; 0 and @period &gt; 0)"/>
      <xsl:when test="@period_unit = 'h'"><xsl:value-of select="@period div @times"/></xsl:when>
      <xsl:when test="@period_unit = 'd'"><xsl:value-of select="@period * 24 div @times"/></xsl:when>
      <xsl:when test="@period_unit = 'wk'"><xsl:value-of select="@period * 168 div @times"/></xsl:when>
    </xsl:choose>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="$hours != '' and round($hours) = $hours">
      <effectiveTime xsi:type="PIVL_TS" institutionSpecified="true" operator="A"><period value="{$hours}" unit="h"/></effectiveTime>
    </xsl:when>
    <xsl:when test="@times = 1 and @period &gt; 0 and @period_unit = 'mo'">
      <effectiveTime xsi:type="PIVL_TS" institutionSpecified="true" operator="A"><period value="{@period}" unit="mo"/></effectiveTime>
    </xsl:when>
  </xsl:choose>
</xsl:template>

<!--
  Inside routeCode: NCI Thesaurus, also for the common routes of SNOMED CT. Any
  other stands in words: @medplum/ccda dies of a translation here.
-->
<xsl:template name="route">
  <xsl:choose>
    <xsl:when test="@route_system = 'NCIT' and starts-with(@route_code, 'C')">
      <xsl:call-template name="code">
        <xsl:with-param name="code" select="@route_code"/>
        <xsl:with-param name="system" select="@route_system"/>
        <xsl:with-param name="display" select="@route"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:when test="@route_system = 'SNOMED' and contains($routes, concat(' ', @route_code, ':'))">
      <xsl:variable name="found" select="substring-after($routes, concat(' ', @route_code, ':'))"/>
      <xsl:attribute name="code"><xsl:value-of select="substring-before($found, ' ')"/></xsl:attribute>
      <xsl:attribute name="codeSystem">2.16.840.1.113883.3.26.1.1</xsl:attribute>
      <xsl:attribute name="codeSystemName">NCI Thesaurus</xsl:attribute>
      <xsl:if test="@route"><xsl:attribute name="displayName"><xsl:value-of select="@route"/></xsl:attribute></xsl:if>
    </xsl:when>
    <xsl:otherwise>
      <xsl:attribute name="nullFlavor">OTH</xsl:attribute>
      <originalText>
        <xsl:value-of select="@route"/>
        <xsl:if test="not(@route)"><xsl:value-of select="concat(@route_system, ' ', @route_code)"/></xsl:if>
      </originalText>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Routes of SNOMED CT and what they are in the NCI Thesaurus: oral, intravenous, intramuscular, subcutaneous, topical, nasal, respiratory, ophthalmic, auricular, rectal, vaginal, sublingual, transdermal, intradermal. -->
<xsl:variable name="routes" select="concat(' ', normalize-space('
    26643006:C38288 47625008:C38276 78421000:C28161 34206005:C38299
    6064005:C38304 46713006:C38284 447694001:C38216 54485002:C38287
    10547007:C38192 37161004:C38295 16857009:C38313 37839007:C38300
    45890007:C38305 372464004:C38238'), ' ')"/>

<!-- Units of doses that are UCUM as they stand; {tablet} and the like are, too. -->
<xsl:template name="dose-ucum">
  <xsl:if test="(starts-with(@dose_unit, '{') and substring-after(@dose_unit, '}') = '') or contains(' mg g ug kg ng mL L uL mg/mL mg/kg meq mmol mol [iU] [drp] % mm cm mg/h mL/h mg/d ', concat(' ', @dose_unit, ' '))">
    <xsl:value-of select="@dose_unit"/>
  </xsl:if>
</xsl:template>

<xsl:template name="medication-reason">
  <entryRelationship typeCode="RSON">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.19"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.19" extension="2014-06-09"/>
      <id root="{$uid}" extension="medication-reason-{@id}"/>
      <code code="404684003" codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED CT" displayName="Finding">
        <translation code="75321-0" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Clinical finding"/>
      </code>
      <statusCode code="completed"/>
      <value xsi:type="CD">
        <xsl:call-template name="code">
          <xsl:with-param name="code" select="@reason_code"/>
          <xsl:with-param name="system" select="@reason_system"/>
          <xsl:with-param name="display" select="@reason"/>
          <xsl:with-param name="ref" select="concat('medication-', @id, '-reason')"/>
        </xsl:call-template>
      </value>
    </observation>
  </entryRelationship>
</xsl:template>

<!-- The label in words (Medication Free Text Sig). -->
<xsl:template name="medication-label">
  <entryRelationship typeCode="COMP">
    <substanceAdministration classCode="SBADM" moodCode="EVN">
      <xsl:if test="@kind = 'order'"><xsl:attribute name="moodCode">INT</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.4.147"/>
      <code code="76662-6" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Instructions Medication"/>
      <text><reference value="#medication-{@id}-label"/></text>
      <consumable><manufacturedProduct><manufacturedLabeledDrug nullFlavor="NA"/></manufacturedProduct></consumable>
    </substanceAdministration>
  </entryRelationship>
</xsl:template>

<!-- repeatNumber counts all fills, refills those after the first. -->
<xsl:template name="medication-supply">
  <entryRelationship typeCode="REFR">
    <supply classCode="SPLY" moodCode="INT">
      <templateId root="2.16.840.1.113883.10.20.22.4.17"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.17" extension="2014-06-09"/>
      <id root="{$uid}" extension="medication-supply-{@id}"/>
      <text><reference value="#medication-{@id}"/></text>
      <statusCode code="completed"/>
      <effectiveTime xsi:type="IVL_TS">
        <xsl:call-template name="low"><xsl:with-param name="ts" select="@start_when-ts"/></xsl:call-template>
        <high nullFlavor="UNK"/>
      </effectiveTime>
      <xsl:if test="@refills &gt;= 0 and round(@refills) = @refills"><repeatNumber value="{@refills + 1}"/></xsl:if>
      <xsl:if test="number(@quantity) = number(@quantity)">
        <quantity value="{@quantity}"/>
      </xsl:if>
    </supply>
  </entryRelationship>
</xsl:template>
</xsl:stylesheet>
