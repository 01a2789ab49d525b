<!--
  Pages before the practice's side: sign-in and its set-up. As entry.xsl, and
  it says that this door is for staff.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>
<xsl:include href="staff-practice.xsl"/>

<!-- The field for a code of the app, where one is asked for. -->
<xsl:template name="app-code">
  <xsl:param name="hint"/>
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'code'"/>
    <xsl:with-param name="label">Code</xsl:with-param>
    <xsl:with-param name="hint" select="$hint"/>
    <xsl:with-param name="autocomplete" select="'one-time-code'"/>
    <xsl:with-param name="kind" select="'w-code'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="field[@name = 'code']/@error[. = 'required']" mode="says">Enter the 6 digits from your app.</xsl:template>
<xsl:template match="field[@name = 'password']/@error[. = 'required']" mode="says">Enter a password.</xsl:template>
<xsl:template match="field[@name = 'password2']/@error[. = 'required']" mode="says">Type the password again.</xsl:template>
</xsl:stylesheet>
