<?xml version="1.0" encoding="UTF-8"?>
<!-- cda-words.xsl: HL7's times, names, addresses and codes in words -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:c="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc"
    exclude-result-prefixes="c sdtc">

<xsl:variable name="months" select="'January  February March    April    May      June     July     August   SeptemberOctober  November December '"/>

<!-- "20261002091500-0500" as "October 2, 2026, 9:15 AM (UTC-05:00)" -->
<xsl:template match="@*" mode="time">
  <xsl:variable name="zone" select="translate(substring(., 9), '.0123456789', '')"/>
  <xsl:variable name="digits">
    <xsl:choose>
      <xsl:when test="$zone != ''"><xsl:value-of select="substring-before(., $zone)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="month" select="number(substring($digits, 5, 2))"/>
  <xsl:choose>
    <xsl:when test="translate(substring(concat($digits, '000'), 1, 8), '0123456789', '') != '' or string-length($digits) &lt; 4"><xsl:value-of select="."/></xsl:when>
    <xsl:otherwise>
      <xsl:if test="$month &gt;= 1 and $month &lt;= 12">
        <xsl:value-of select="normalize-space(substring($months, $month * 9 - 8, 9))"/>
        <xsl:text> </xsl:text>
        <xsl:if test="number(substring($digits, 7, 2)) &gt; 0"><xsl:value-of select="number(substring($digits, 7, 2))"/>, </xsl:if>
      </xsl:if>
      <xsl:value-of select="substring($digits, 1, 4)"/>
      <xsl:if test="string-length($digits) &gt;= 12">
        <xsl:call-template name="clock">
          <xsl:with-param name="hour" select="number(substring($digits, 9, 2))"/>
          <xsl:with-param name="minute" select="substring($digits, 11, 2)"/>
        </xsl:call-template>
        <xsl:if test="$zone != ''"> (UTC<xsl:value-of select="concat($zone, substring(substring-after(., $zone), 1, 2), ':', substring(substring-after(., $zone), 3, 2))"/>)</xsl:if>
      </xsl:if>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="clock">
  <xsl:param name="hour"/>
  <xsl:param name="minute"/>
  <xsl:text>, </xsl:text>
  <xsl:value-of select="($hour + 11) mod 12 + 1"/>
  <xsl:text>:</xsl:text>
  <xsl:value-of select="$minute"/>
  <xsl:choose><xsl:when test="$hour &lt; 12"> AM</xsl:when><xsl:otherwise> PM</xsl:otherwise></xsl:choose>
</xsl:template>

<!-- A point in time, or from when to when. -->
<xsl:template match="c:*" mode="time">
  <xsl:choose>
    <xsl:when test="@value"><xsl:apply-templates select="@value" mode="time"/></xsl:when>
    <xsl:when test="c:low/@value and c:high/@value"><xsl:apply-templates select="c:low/@value" mode="time"/> to <xsl:apply-templates select="c:high/@value" mode="time"/></xsl:when>
    <xsl:when test="c:low/@value">From <xsl:apply-templates select="c:low/@value" mode="time"/></xsl:when>
    <xsl:when test="c:high/@value">Until <xsl:apply-templates select="c:high/@value" mode="time"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="@nullFlavor" mode="words"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- HL7's ways not to say something. -->
<xsl:template match="@nullFlavor" mode="words">
  <xsl:choose>
    <xsl:when test=". = 'NI'">No information</xsl:when>
    <xsl:when test=". = 'ASKU'">Asked, but not known</xsl:when>
    <xsl:when test=". = 'NASK'">Not asked</xsl:when>
    <xsl:when test=". = 'NAV'">Not known at this time</xsl:when>
    <xsl:when test=". = 'MSK'">Kept private</xsl:when>
    <xsl:when test=". = 'NA'">Does not apply</xsl:when>
    <xsl:when test=". = 'OTH'">Other</xsl:when>
    <xsl:otherwise>Not known</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A coded thing by its name. -->
<xsl:template match="c:* | sdtc:*" mode="coded">
  <xsl:choose>
    <xsl:when test="@displayName"><xsl:value-of select="@displayName"/></xsl:when>
    <xsl:when test="normalize-space(c:originalText)"><xsl:value-of select="normalize-space(c:originalText)"/></xsl:when>
    <xsl:when test="c:translation/@displayName"><xsl:value-of select="c:translation/@displayName"/></xsl:when>
    <xsl:when test="@nullFlavor"><xsl:apply-templates select="@nullFlavor" mode="words"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="@code"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The name of a person, an organization or a device. -->
<xsl:template match="c:*" mode="name">
  <xsl:choose>
    <xsl:when test="c:name[contains(@use, 'L')]"><xsl:apply-templates select="c:name[contains(@use, 'L')][1]" mode="parts"/></xsl:when>
    <xsl:when test="c:name"><xsl:apply-templates select="c:name[1]" mode="parts"/></xsl:when>
    <xsl:when test="c:manufacturerModelName | c:softwareName"><xsl:value-of select="normalize-space((c:softwareName | c:manufacturerModelName)[normalize-space()][1])"/></xsl:when>
    <xsl:otherwise>Name not known</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="c:name" mode="parts">
  <xsl:choose>
    <xsl:when test="@nullFlavor">Name not known</xsl:when>
    <xsl:when test="c:given or c:family">
      <xsl:for-each select="c:prefix | c:given"><xsl:value-of select="normalize-space()"/><xsl:text> </xsl:text></xsl:for-each>
      <xsl:for-each select="c:family | c:suffix">
        <xsl:if test="position() &gt; 1"><xsl:if test="self::c:suffix and not(contains(' Jr Sr II III IV V ', concat(' ', translate(normalize-space(), '.', ''), ' ')))">,</xsl:if><xsl:text> </xsl:text></xsl:if>
        <xsl:value-of select="normalize-space()"/>
      </xsl:for-each>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="normalize-space()"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="c:addr" mode="words">
  <xsl:for-each select="*[normalize-space()]">
    <xsl:choose>
      <xsl:when test="self::c:postalCode and preceding-sibling::*[normalize-space()][1][self::c:state]"><xsl:text> </xsl:text></xsl:when>
      <xsl:when test="position() &gt; 1">, </xsl:when>
    </xsl:choose>
    <xsl:value-of select="normalize-space()"/>
  </xsl:for-each>
  <xsl:if test="not(*)"><xsl:value-of select="normalize-space()"/></xsl:if>
</xsl:template>

<!-- "tel:+18025550118" as "(802) 555-0118"; an email may end a line before its "@" only. -->
<xsl:template match="c:telecom" mode="words">
  <xsl:variable name="digits" select="translate(substring-after(@value, ':'), '()-. ', '')"/>
  <xsl:choose>
    <xsl:when test="starts-with(@value, 'tel:+1') and string-length($digits) = 12 and translate($digits, '+0123456789', '') = ''">
      <xsl:value-of select="concat('(', substring($digits, 3, 3), ')&#160;', substring($digits, 6, 3), '&#8209;', substring($digits, 9))"/>
    </xsl:when>
    <xsl:when test="starts-with(@value, 'mailto:') and contains(@value, '@')"><xsl:value-of select="substring-before(substring-after(@value, ':'), '@')"/><span class="whole">@<xsl:value-of select="substring-after(@value, '@')"/></span></xsl:when>
    <xsl:when test="starts-with(@value, 'tel:') or starts-with(@value, 'mailto:') or starts-with(@value, 'fax:')"><xsl:value-of select="substring-after(@value, ':')"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="@value"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="c:telecom" mode="kind">
  <xsl:choose>
    <xsl:when test="contains(@value, '@') or starts-with(@value, 'mailto:')">Email</xsl:when>
    <xsl:when test="starts-with(@value, 'fax:')">Fax</xsl:when>
    <xsl:otherwise>Phone</xsl:otherwise>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="@use = 'HP' or @use = 'H'">, home</xsl:when>
    <xsl:when test="@use = 'MC'">, mobile</xsl:when>
    <xsl:when test="@use = 'WP'">, work</xsl:when>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
