<?xml version="1.0" encoding="UTF-8"?>
<!-- immunizations.xsl: vaccines, given and not given -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

<!-- CVX codes that name a vaccine; others stand as translation. -->
<xsl:variable name="cvx" select="concat(' ', normalize-space('
    01 02 03 04 05 06 07 08 09 10 100 101 102 103 104 105 106 107 108 109 11 110 111 112 113
    114 115 116 117 118 119 12 120 121 122 123 125 126 127 128 129 13 130 131 132 133 134 135
    136 137 138 139 14 140 141 142 143 144 147 148 149 15 150 151 152 153 155 156 157 158 159
    16 160 161 162 163 164 165 166 167 168 169 17 170 171 172 173 174 175 176 177 178 179 18
    180 181 182 183 184 185 186 187 188 189 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35
    36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 62 66 69 71 74 75 76 77 78 79
    80 801 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 998'), ' ')"/>

<xsl:template name="immunizations">
  <xsl:if test="immunization">
    <component>
      <section>
        <templateId root="2.16.840.1.113883.10.20.22.2.2.1"/>
        <templateId root="2.16.840.1.113883.10.20.22.2.2.1" extension="2015-08-01"/>
        <code code="11369-6" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="History of Immunization Narrative"/>
        <title>Vaccinations</title>
        <text>
          <table styleCode="xTidy">
            <thead><tr><th>Vaccine</th><th>Date</th><th>Status</th><th>Dose</th><th>How and where on the body</th><th>Maker and lot</th><th>Given by</th><th>Notes</th></tr></thead>
            <tbody><xsl:apply-templates select="immunization" mode="row"/></tbody>
          </table>
        </text>
        <xsl:apply-templates select="immunization" mode="entry"/>
      </section>
    </component>
  </xsl:if>
</xsl:template>

<xsl:template match="immunization" mode="row">
  <tr ID="immunization-{@id}">
    <th ID="immunization-{@id}-name"><xsl:apply-templates select="@display" mode="bare"/></th>
    <td><xsl:call-template name="says"><xsl:with-param name="says" select="@given_when-says"/><xsl:with-param name="raw" select="@given_when"/></xsl:call-template></td>
    <td>
      <xsl:choose>
        <xsl:when test="@status = 'not-done'">not given</xsl:when>
        <xsl:when test="@status = 'completed'">given</xsl:when>
        <xsl:otherwise><xsl:call-template name="status-says"/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@reason">: <content ID="immunization-{@id}-reason"><xsl:apply-templates select="@reason" mode="bare"/></content></xsl:if>
      <xsl:if test="@reported">, told by someone</xsl:if>
    </td>
    <td>
      <xsl:value-of select="@dose"/>
      <xsl:if test="@dose_unit"><xsl:text> </xsl:text><xsl:value-of select="@dose_unit"/></xsl:if>
      <xsl:if test="@dose_number">, dose <xsl:value-of select="@dose_number"/></xsl:if>
      <xsl:if test="@series_doses"> of <xsl:value-of select="@series_doses"/></xsl:if>
      <xsl:if test="@series">, <xsl:value-of select="@series"/></xsl:if>
    </td>
    <td><xsl:apply-templates select="@route" mode="bare"/><xsl:if test="@site">, <xsl:apply-templates select="@site" mode="bare"/></xsl:if></td>
    <td>
      <xsl:value-of select="@maker"/>
      <xsl:if test="@lot">, lot <xsl:value-of select="@lot"/></xsl:if>
      <xsl:if test="@expires_when-says">, good until <xsl:value-of select="@expires_when-says"/></xsl:if>
    </td>
    <td>
      <xsl:call-template name="provider-says"/>
      <xsl:if test="@location_id">, <xsl:value-of select="key('location', @location_id)/@name"/></xsl:if>
    </td>
    <td><xsl:value-of select="@note"/></td>
  </tr>
</xsl:template>

<xsl:template match="immunization" mode="entry">
  <entry typeCode="DRIV">
    <substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="false">
      <xsl:if test="@status = 'not-done'"><xsl:attribute name="negationInd">true</xsl:attribute></xsl:if>
      <templateId root="2.16.840.1.113883.10.20.22.4.52"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.52" extension="2015-08-01"/>
      <id root="{$uid}" extension="immunization-{@id}"/>
      <text><reference value="#immunization-{@id}"/></text>
      <statusCode code="completed"/>
      <xsl:call-template name="time"><xsl:with-param name="ts" select="@given_when-ts"/></xsl:call-template>
      <xsl:if test="@route or @route_code"><routeCode><xsl:call-template name="route"/></routeCode></xsl:if>
      <xsl:if test="@site or @site_code">
        <approachSiteCode>
          <xsl:call-template name="code">
            <xsl:with-param name="code" select="@site_code"/>
            <xsl:with-param name="system" select="@site_system"/>
            <xsl:with-param name="display" select="@site"/>
            <xsl:with-param name="ref" select="concat('immunization-', @id)"/>
          </xsl:call-template>
        </approachSiteCode>
      </xsl:if>
      <xsl:if test="@dose">
        <doseQuantity>
          <xsl:call-template name="quantity">
            <xsl:with-param name="value" select="@dose"/>
            <xsl:with-param name="unit" select="@dose_unit"/>
            <xsl:with-param name="ucum"><xsl:call-template name="dose-ucum"/></xsl:with-param>
          </xsl:call-template>
        </doseQuantity>
      </xsl:if>
      <consumable>
        <manufacturedProduct classCode="MANU">
          <templateId root="2.16.840.1.113883.10.20.22.4.54"/>
          <templateId root="2.16.840.1.113883.10.20.22.4.54" extension="2014-06-09"/>
          <manufacturedMaterial>
            <code>
              <xsl:choose>
                <xsl:when test="@system = 'CVX' and not(contains(@code, ' ')) and contains($cvx, concat(' ', @code, ' '))">
                  <xsl:call-template name="code"><xsl:with-param name="ref" select="concat('immunization-', @id, '-name')"/></xsl:call-template>
                </xsl:when>
                <xsl:otherwise><xsl:call-template name="other-code"><xsl:with-param name="ref" select="concat('immunization-', @id, '-name')"/></xsl:call-template></xsl:otherwise>
              </xsl:choose>
            </code>
            <xsl:if test="@lot"><lotNumberText><xsl:value-of select="@lot"/></lotNumberText></xsl:if>
          </manufacturedMaterial>
          <xsl:if test="@maker"><manufacturerOrganization><name><xsl:value-of select="@maker"/></name></manufacturerOrganization></xsl:if>
        </manufacturedProduct>
      </consumable>
      <xsl:call-template name="performer"/>
      <xsl:if test="@status = 'not-done' and @reason"><xsl:call-template name="immunization-refusal"/></xsl:if>
    </substanceAdministration>
  </entry>
</xsl:template>

<!-- Why it was not given: the record has words, the value set wants codes. -->
<xsl:template name="immunization-refusal">
  <entryRelationship typeCode="RSON">
    <observation classCode="OBS" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.22.4.53"/>
      <id root="{$uid}" extension="immunization-reason-{@id}"/>
      <code nullFlavor="OTH"><originalText><reference value="#immunization-{@id}-reason"/></originalText></code>
      <statusCode code="completed"/>
    </observation>
  </entryRelationship>
</xsl:template>
</xsl:stylesheet>
