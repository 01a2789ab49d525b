<!-- Kinds of documents, as people call them: one, and many. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="kind">
  <xsl:param name="of"/>
  <xsl:choose>
    <xsl:when test="$of = 'summary'">Patient Care Summary</xsl:when>
    <xsl:when test="$of = 'letter'">Letter</xsl:when>
    <xsl:when test="$of = 'laboratory'">Lab result</xsl:when>
    <xsl:when test="$of = 'imaging'">Imaging or diagnostic result</xsl:when>
    <xsl:when test="$of = 'case'">Patient case</xsl:when>
    <xsl:when test="$of = 'note'">Note</xsl:when>
    <xsl:otherwise>Other document</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="kinds">
  <xsl:param name="of"/>
  <xsl:choose>
    <xsl:when test="$of = ''">All documents</xsl:when>
    <xsl:when test="$of = 'summary'">Patient Care Summaries</xsl:when>
    <xsl:when test="$of = 'letter'">Letters</xsl:when>
    <xsl:when test="$of = 'laboratory'">Lab results</xsl:when>
    <xsl:when test="$of = 'imaging'">Imaging and diagnostic results</xsl:when>
    <xsl:when test="$of = 'case'">Patient cases</xsl:when>
    <xsl:when test="$of = 'note'">Notes</xsl:when>
    <xsl:when test="$of = 'reminder'">Health reminders</xsl:when>
    <xsl:otherwise>Other documents</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- What one line says of a document: its kind, when, from whom. -->
<xsl:template match="document" mode="facts">
  <xsl:call-template name="kind"><xsl:with-param name="of" select="@kind"/></xsl:call-template>
  <xsl:if test="@written_when"> · <xsl:apply-templates select="@written_when" mode="date"/></xsl:if>
  <xsl:choose>
    <xsl:when test="@signed_name"> · Signed by <xsl:value-of select="@signed_name"/></xsl:when>
    <xsl:when test="@provider_id"> · <xsl:apply-templates select="@provider_id" mode="name"/></xsl:when>
    <xsl:when test="@organization_id"> · <xsl:apply-templates select="@organization_id" mode="name"/></xsl:when>
  </xsl:choose>
</xsl:template>
</xsl:stylesheet>
