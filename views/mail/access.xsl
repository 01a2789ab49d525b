<!--
  Access to a record was given, changed, or has ended: to both sides, who know
  each other. It names them, and nothing of the record.

  Expects: mail @what = given, changed, ended; @side = holder (who has the
  access), patient (whose record it is), guardian (of the patient); @holder
  @patient = names; @giver = who gave it, if known; @basis; @level
  @until-says as in access-words.xsl; @by = patient, holder, staff: who ended
  it; @own_account_age @majority_age; @at-says "November 22, 2026, 2:30 PM".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="access-words.xsl"/>

<xsl:template match="mail" mode="subject">Access to a record at <xsl:value-of select="practice/@short_name"/><xsl:apply-templates select="@what" mode="subject"/></xsl:template>

<xsl:template match="@what" mode="subject"> has started</xsl:template>
<xsl:template match="@what[. = 'changed']" mode="subject"> has changed</xsl:template>
<xsl:template match="@what[. = 'ended']" mode="subject"> has ended</xsl:template>

<xsl:template match="mail" mode="text"><xsl:apply-templates select="." mode="news"/>
  <xsl:value-of select="$gap"/>
  <xsl:apply-templates select="." mode="next"/>

You did not expect this? Then please call us right away at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<!-- Given or changed. -->
<xsl:template match="mail[@side = 'holder']" mode="news">You can now open the record of <xsl:value-of select="@patient"/>.<xsl:apply-templates select="@giver"/><xsl:value-of select="$gap"/>You can <xsl:apply-templates select="@level" mode="opens"/>.<xsl:call-template name="until"/></xsl:template>

<xsl:template match="mail" mode="news"><xsl:value-of select="@holder"/> can now open <xsl:apply-templates select="@side"/>.<xsl:apply-templates select="@giver"/>
  <xsl:value-of select="$gap"/>
  <xsl:value-of select="@holder"/> can <xsl:apply-templates select="@level" mode="opens"/>.<xsl:call-template name="until"/></xsl:template>

<xsl:template match="mail[@side = 'holder' and @what = 'changed']" mode="news">Your access to the record of <xsl:value-of select="@patient"/> has changed.

From now on you can <xsl:apply-templates select="@level" mode="opens"/>.<xsl:call-template name="until"/></xsl:template>

<xsl:template match="mail[@side != 'holder' and @what = 'changed']" mode="news">The access of <xsl:value-of select="@holder"/> to <xsl:apply-templates select="@side"/> has changed.

From now on <xsl:value-of select="@holder"/> can <xsl:apply-templates select="@level" mode="opens"/>.<xsl:call-template name="until"/></xsl:template>

<xsl:template match="mail[@side = 'holder' and @what = 'ended']" mode="news">Your access to the record of <xsl:value-of select="@patient"/> has ended: <xsl:apply-templates select="@by"/>.</xsl:template>

<xsl:template match="mail[@side != 'holder' and @what = 'ended']" mode="news">The access of <xsl:value-of select="@holder"/> to <xsl:apply-templates select="@side"/> has ended: <xsl:apply-templates select="@by"/>.</xsl:template>

<xsl:template match="@side">the record of <xsl:value-of select="../@patient"/></xsl:template>
<xsl:template match="@side[. = 'patient']">your record</xsl:template>

<xsl:template match="@giver"><xsl:text> </xsl:text><xsl:value-of select="."/> gave this access.</xsl:template>
<xsl:template match="mail[@side = 'patient']/@giver"/>

<xsl:template match="@by"><xsl:value-of select="../@patient"/> took it away</xsl:template>
<xsl:template match="mail[@side = 'patient']/@by[. = 'patient']">you took it away</xsl:template>
<xsl:template match="@by[. = 'holder']"><xsl:value-of select="../@holder"/> gave it up</xsl:template>
<xsl:template match="mail[@side = 'holder']/@by[. = 'holder']">you gave it up</xsl:template>
<xsl:template match="@by[. = 'staff']">the practice ended it</xsl:template>

<xsl:template name="until">
  <xsl:apply-templates select="@until-says" mode="ends"/>
  <xsl:if test="@basis = 'guardian'"><xsl:value-of select="$gap"/>When the child turns <xsl:value-of select="@own_account_age"/>, it becomes Billing only. It ends when the child turns <xsl:value-of select="@majority_age"/>.</xsl:if>
</xsl:template>

<!-- What to do now. -->
<xsl:template match="mail" mode="next">You can see who has access, and change it, here:

<xsl:value-of select="@base_url"/>/family/settings</xsl:template>

<xsl:template match="mail[@side = 'holder']" mode="next">Sign in here:

<xsl:value-of select="@base_url"/>/account/sign-in</xsl:template>

<xsl:template match="mail[@side = 'holder' and @what = 'ended']" mode="next">You can’t open it any more. Your own account stays as it is.</xsl:template>
</xsl:stylesheet>
