<!--
  To a guardian: a birthday changes what they see of a child's record. It names
  the child by the given name, as who has several must know which, and says
  nothing of the record.

  Expects: mail @given; @age that the child reaches; @on-says "April 17, 2026";
  @ahead if that day is to come; @level = billing, nothing: what is left.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="mail" mode="subject">Your access to <xsl:value-of select="@given"/>’s record changed on <xsl:value-of select="@on-says"/></xsl:template>
<xsl:template match="mail[@ahead]" mode="subject">Your access to <xsl:value-of select="@given"/>’s record changes on <xsl:value-of select="@on-says"/></xsl:template>

<xsl:template match="mail" mode="text"><xsl:value-of select="@given"/> turned <xsl:value-of select="@age"/> on <xsl:value-of select="@on-says"/>. <xsl:apply-templates select="@level"/>

  <xsl:value-of select="$gap"/>
  <xsl:apply-templates select="@level" mode="why"/>

Questions? Call us at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="mail[@ahead]" mode="text"><xsl:value-of select="@given"/> turns <xsl:value-of select="@age"/> on <xsl:value-of select="@on-says"/>. <xsl:apply-templates select="@level"/>

  <xsl:value-of select="$gap"/>
  <xsl:apply-templates select="@level" mode="why"/>

Until then nothing changes. You can sign in here:

<xsl:value-of select="@base_url"/>/account/sign-in

Questions? Call us at <xsl:value-of select="practice/@phone"/>.</xsl:template>

<xsl:template match="@level">Since that day you do not see the record any more.</xsl:template>
<xsl:template match="@level[. = 'billing']">Since that day you see only the bills.</xsl:template>
<xsl:template match="mail[@ahead]/@level">From that day on you will not see the record any more.</xsl:template>
<xsl:template match="mail[@ahead]/@level[. = 'billing']">From that day on you will see only the bills.</xsl:template>

<xsl:template match="@level" mode="why">This is so for everyone of that age: an adult decides who sees the record. Access that <xsl:value-of select="../@given"/> gave you goes on, until <xsl:value-of select="../@given"/> ends it.</xsl:template>
<xsl:template match="@level[. = 'billing']" mode="why">This is so for every child of that age: teenagers can talk with us in private. From then on <xsl:value-of select="../@given"/> can have an account, with an email address and a phone of their own, and can give you access to the rest. Ask our front desk.</xsl:template>
</xsl:stylesheet>
