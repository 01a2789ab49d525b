<?xml version="1.0" encoding="UTF-8"?>
<!--
  cda-table.xsl: tables of a section

  One with a simple head becomes cards on a small screen: each cell knows its
  heading. Others scroll sideways. In a table that says so (styleCode xTidy, as
  ours do) a column without any text is left out.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:c="urn:hl7-org:v3" exclude-result-prefixes="c">

<xsl:template match="c:table">
  <xsl:choose>
    <xsl:when test="count(c:thead/c:tr) = 1 and count(c:thead/c:tr/*) &gt; 1 and not(.//@colspan or .//@rowspan or .//c:table)"><xsl:call-template name="cards"/></xsl:when>
    <xsl:otherwise>
      <div class="wide-table" tabindex="0" role="group">
        <xsl:attribute name="aria-label">
          <xsl:choose>
            <xsl:when test="c:caption"><xsl:value-of select="normalize-space(c:caption)"/></xsl:when>
            <xsl:otherwise>Table</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
        <table>
          <xsl:apply-templates select="c:caption" mode="table"/>
          <xsl:apply-templates select="c:thead | c:tfoot | c:tbody | c:tr"/>
        </table>
      </div>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="c:caption" mode="table"><caption><xsl:apply-templates/></caption></xsl:template>
<xsl:template match="c:thead"><thead><xsl:apply-templates select="c:tr"/></thead></xsl:template>
<xsl:template match="c:tbody"><tbody><xsl:apply-templates select="c:tr"/></tbody></xsl:template>
<xsl:template match="c:tfoot"><tfoot><xsl:apply-templates select="c:tr"/></tfoot></xsl:template>
<xsl:template match="c:tr"><tr><xsl:apply-templates select="c:th | c:td"/></tr></xsl:template>
<xsl:template match="c:td"><td><xsl:call-template name="spans"/><xsl:call-template name="id"/><xsl:apply-templates/></td></xsl:template>
<xsl:template match="c:th"><th scope="row"><xsl:call-template name="spans"/><xsl:apply-templates/></th></xsl:template>
<xsl:template match="c:thead/c:tr/c:th | c:thead/c:tr/c:td"><th scope="col"><xsl:call-template name="spans"/><xsl:apply-templates/></th></xsl:template>

<xsl:template name="spans">
  <xsl:if test="@colspan &gt; 1 and @colspan &lt; 100"><xsl:attribute name="colspan"><xsl:value-of select="floor(@colspan)"/></xsl:attribute></xsl:if>
  <xsl:if test="@rowspan &gt; 1 and @rowspan &lt; 1000"><xsl:attribute name="rowspan"><xsl:value-of select="floor(@rowspan)"/></xsl:attribute></xsl:if>
</xsl:template>

<!-- The roles: some browsers forget the table when its parts become blocks. -->
<xsl:template name="cards">
  <xsl:variable name="tidy" select="contains(concat(' ', @styleCode, ' '), ' xTidy ')"/>
  <xsl:variable name="rows" select="c:tbody/c:tr | c:tr | c:tfoot/c:tr"/>
  <xsl:variable name="heads" select="c:thead/c:tr/*"/>
  <!-- "|1|2|4|": the columns that are shown -->
  <xsl:variable name="shown">|<xsl:for-each select="$heads">
    <xsl:variable name="i" select="position()"/>
    <xsl:if test="not($tidy) or $rows/*[$i][normalize-space()]"><xsl:value-of select="$i"/>|</xsl:if>
  </xsl:for-each></xsl:variable>
  <table class="cards" role="table">
    <xsl:apply-templates select="c:caption" mode="table"/>
    <thead role="rowgroup"><tr role="row">
      <xsl:for-each select="$heads">
        <xsl:if test="contains($shown, concat('|', position(), '|'))"><th role="columnheader" scope="col"><xsl:apply-templates/></th></xsl:if>
      </xsl:for-each>
    </tr></thead>
    <tbody role="rowgroup">
      <xsl:for-each select="$rows">
        <tr role="row">
          <xsl:call-template name="id"/>
          <xsl:for-each select="c:td | c:th">
            <xsl:variable name="i" select="position()"/>
            <xsl:if test="contains($shown, concat('|', $i, '|')) or $i &gt; count($heads)">
              <xsl:call-template name="cell"><xsl:with-param name="head" select="$heads[$i]"/></xsl:call-template>
            </xsl:if>
          </xsl:for-each>
        </tr>
      </xsl:for-each>
    </tbody>
  </table>
</xsl:template>

<xsl:template name="cell">
  <xsl:param name="head"/>
  <xsl:choose>
    <xsl:when test="self::c:th"><th role="rowheader" scope="row"><xsl:apply-templates/></th></xsl:when>
    <xsl:when test="not(node())"><td role="cell"/></xsl:when>
    <xsl:otherwise>
      <td role="cell" data-label="{normalize-space($head)}"><div><xsl:call-template name="id"/><xsl:apply-templates/></div></td>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
