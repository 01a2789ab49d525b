<!--
  Every mail: mail/subject, mail/text (plain) and mail/html, for two parts. A
  mail imports this file and fills in two modes of "mail":

    subject  one line
    text     paragraphs with an empty line between them, from the first
             column on; an address of a page or a code stands alone

  The HTML is made from the text, so that they can't differ. A mail says
  nothing about health and names nobody but the practice: anyone may read
  over a shoulder. Those about family access name the two whom they concern.

  Expects: mail @base_url; practice @name @short_name @phone.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

<xsl:variable name="gap" select="'&#10;&#10;'"/>

<xsl:template match="/mail">
  <xsl:variable name="text"><xsl:apply-templates select="." mode="text"/></xsl:variable>
  <mail>
    <subject><xsl:apply-templates select="." mode="subject"/></subject>
    <text>
      <xsl:value-of select="$text"/>
      <xsl:value-of select="$gap"/>
      <xsl:apply-templates select="practice" mode="from"/>
      <xsl:text>&#10;</xsl:text>
    </text>
    <html lang="en-US">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:apply-templates select="." mode="subject"/></title>
      </head>
      <body>
        <xsl:call-template name="paragraphs"><xsl:with-param name="text" select="string($text)"/></xsl:call-template>
        <hr/>
        <p><small><xsl:apply-templates select="practice" mode="from"/></small></p>
      </body>
    </html>
  </mail>
</xsl:template>

<!-- What the link is called in the HTML; a mail may say more than the address. -->
<xsl:template match="mail" mode="label">
  <xsl:param name="address"/>
  <xsl:value-of select="$address"/>
</xsl:template>

<xsl:template match="practice" mode="from">
  <xsl:value-of select="@name"/>, <xsl:value-of select="@phone"/>. A machine sent this mail. Please do not answer it.</xsl:template>

<xsl:template name="paragraphs">
  <xsl:param name="text"/>
  <xsl:variable name="first" select="substring-before(concat($text, $gap), $gap)"/>
  <xsl:variable name="rest" select="substring-after($text, $gap)"/>
  <p>
    <xsl:choose>
      <xsl:when test="starts-with($first, @base_url)"><a href="{$first}"><xsl:apply-templates select="." mode="label"><xsl:with-param name="address" select="$first"/></xsl:apply-templates></a></xsl:when>
      <xsl:when test="$first = @code"><strong><xsl:value-of select="$first"/></strong></xsl:when>
      <xsl:otherwise><xsl:value-of select="$first"/></xsl:otherwise>
    </xsl:choose>
  </p>
  <xsl:if test="$rest">
    <xsl:call-template name="paragraphs"><xsl:with-param name="text" select="$rest"/></xsl:call-template>
  </xsl:if>
</xsl:template>
</xsl:stylesheet>
