<!-- The head of every page of My health: h1 and tabs. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="health-head">
  <xsl:param name="tab"/>
  <div class="head"><h1>My health</h1>
    <nav class="tabs" aria-label="My health">
      <ul>
        <xsl:if test="contains(patient/@areas, 'health')">
          <li><a href="/health/{patient/@id}"><xsl:if test="$tab = 'history'"><xsl:call-template name="here"/></xsl:if>Medical History</a></li>
          <li><a href="/health/{patient/@id}/results"><xsl:if test="$tab = 'results'"><xsl:call-template name="here"/></xsl:if>Results</a></li>
          <li><a href="/health/{patient/@id}/documents"><xsl:if test="$tab = 'documents'"><xsl:call-template name="here"/></xsl:if>Documents</a></li>
        </xsl:if>
        <xsl:if test="contains(patient/@areas, 'records')">
          <li><a href="/records/{patient/@id}"><xsl:if test="$tab = 'records'"><xsl:call-template name="here"/></xsl:if>Health Records</a></li>
        </xsl:if>
      </ul>
    </nav></div>
</xsl:template>

<xsl:template name="here"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:template>

<!-- A list that is empty: what that means, and the way out. -->
<xsl:template name="tell-us">
  <xsl:text> If that is not right, please </xsl:text><a href="{$home}#messages">tell us</a>.</xsl:template>
</xsl:stylesheet>
