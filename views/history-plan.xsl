<!-- Medical History: goals and plans, care team, insurance, who the patient is. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="record" mode="plans">
  <section class="sheet flush" aria-labelledby="plans">
    <div class="cap"><h2 id="plans">Goals and plans</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="problem[@category = 'concern']" mode="concern"/>
      <xsl:apply-templates select="goal | care_plan | service_request"/>
    </ul>
  </section>
</xsl:template>

<xsl:template match="problem" mode="concern">
  <li><div class="body"><p class="soft small">Health concern</p><h3><xsl:apply-templates select="@display" mode="plain"/></h3>
    <p class="soft"><xsl:apply-templates select="." mode="since"/></p>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>

<xsl:template match="goal">
  <li><div class="body"><p class="soft small">Goal</p><h3><xsl:apply-templates select="@display" mode="bare"/></h3>
    <xsl:if test="@target"><p>Aim: <xsl:value-of select="@target"/></p></xsl:if>
    <p class="soft">
      <xsl:apply-templates select="." mode="since"/>
      <xsl:if test="@due_when"> · To be reached by <xsl:apply-templates select="@due_when" mode="date"/></xsl:if>
      <xsl:apply-templates select="@progress"/></p>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>

<xsl:template match="@progress"> · <xsl:value-of select="."/></xsl:template>
<xsl:template match="@progress[. = 'in-progress']"> · Under way</xsl:template>
<xsl:template match="@progress[. = 'improving']"> · Getting better</xsl:template>
<xsl:template match="@progress[. = 'achieved']"> · Reached</xsl:template>
<xsl:template match="@progress[. = 'not-achieved']"> · Not reached yet</xsl:template>

<xsl:template match="care_plan">
  <li><div class="body"><p class="soft small">Care plan</p><h3><xsl:apply-templates select="@display" mode="plain"/></h3>
    <xsl:if test="@description"><p class="lines"><xsl:value-of select="@description"/></p></xsl:if>
    <xsl:if test="care_plan_activity"><ul class="bullets"><xsl:apply-templates select="care_plan_activity"/></ul></xsl:if>
    <p class="soft"><xsl:apply-templates select="." mode="since"/></p></div></li>
</xsl:template>

<xsl:template match="care_plan_activity">
  <li><xsl:apply-templates select="@display" mode="plain"/><xsl:if test="@status = 'completed'"> (done)</xsl:if></li>
</xsl:template>

<xsl:template match="service_request">
  <li><div class="body"><p class="soft small">Ordered, not done yet</p><h3><xsl:apply-templates select="@display" mode="plain"/></h3>
    <p class="soft">
      <xsl:if test="@ordered_when">Ordered <xsl:apply-templates select="@ordered_when" mode="date"/></xsl:if>
      <xsl:if test="@provider_id"> by <xsl:apply-templates select="@provider_id" mode="name"/></xsl:if>
      <xsl:if test="@due_when"> · Due <xsl:apply-templates select="@due_when" mode="date"/></xsl:if></p>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>

<!-- Each once, though they may stand in the teams of many plans. -->
<xsl:key name="member" match="care_team_member" use="concat(@provider_id, '|', @organization_id, '|', @name, '|', @role)"/>

<xsl:template match="record" mode="team">
  <section class="sheet flush" aria-labelledby="team">
    <div class="cap"><h2 id="team">Care team</h2></div>
    <ul class="rows"><xsl:apply-templates select="care_team_member[generate-id() = generate-id(key('member', concat(@provider_id, '|', @organization_id, '|', @name, '|', @role))[1])]"/></ul>
  </section>
</xsl:template>

<xsl:template match="care_team_member">
  <xsl:variable name="provider" select="key('provider', @provider_id)"/>
  <xsl:variable name="organization" select="key('organization', (@organization_id | $provider/@organization_id)[1])"/>
  <xsl:variable name="phone" select="($provider/@phone | $organization[not($provider/@phone)]/@phone)[1]"/>
  <li><div class="body"><h3><xsl:value-of select="(@name | $provider/@name | $organization[not($provider)]/@name)[1]"/></h3>
    <p class="soft"><xsl:apply-templates select="(@role | $provider/@specialty)[1]" mode="bare"/>
      <xsl:if test="$organization"><xsl:if test="@role or $provider/@specialty"> · </xsl:if><xsl:value-of select="$organization/@name"/></xsl:if>
      <xsl:if test="$phone"> · Phone <span class="nums"><xsl:value-of select="translate($phone, ' -', '&#160;&#8209;')"/></span></xsl:if></p></div></li>
</xsl:template>

<xsl:template match="record" mode="insurance">
  <section class="sheet flush" aria-labelledby="insurance">
    <div class="cap"><h2 id="insurance">Insurance</h2></div>
    <ul class="rows"><xsl:apply-templates select="coverage"/></ul>
  </section>
</xsl:template>

<xsl:template match="coverage">
  <li><div class="body"><h3><xsl:value-of select="@payer"/><xsl:if test="@plan">: <xsl:value-of select="@plan"/></xsl:if>
      <xsl:if test="@status = 'cancelled'"><xsl:text> </xsl:text><span class="tag">Ended</span></xsl:if></h3>
    <p class="nums">
      <xsl:if test="@member_number">Member number <xsl:value-of select="@member_number"/></xsl:if>
      <xsl:if test="@member_number and @group_number"> · </xsl:if>
      <xsl:if test="@group_number">Group <xsl:value-of select="@group_number"/></xsl:if></p>
    <p class="soft small">
      <xsl:if test="@subscriber">In the name of <xsl:value-of select="@subscriber"/> · </xsl:if>
      <xsl:apply-templates select="." mode="since"/></p></div></li>
</xsl:template>

<!-- What the practice has on file about the person. -->
<xsl:template match="record" mode="about">
  <section class="sheet stack" aria-labelledby="about">
    <h2 id="about">On file about <xsl:value-of select="patient/@name"/></h2>
    <dl class="facts">
      <xsl:if test="patient/@mrn"><div><dt>Record number</dt><dd class="nums"><xsl:value-of select="patient/@mrn"/></dd></div></xsl:if>
      <xsl:if test="patient/@sex != 'unknown'"><div><dt>Sex</dt><dd><xsl:apply-templates select="patient/@sex" mode="bare"/></dd></div></xsl:if>
      <xsl:apply-templates select="patient_name | patient_trait | patient_contact | related_person" mode="about"/>
      <xsl:if test="patient/@line or patient/@city">
        <div><dt>Address</dt><dd><xsl:value-of select="patient/@line"/><br/><xsl:value-of select="patient/@city"/>, <xsl:value-of select="patient/@state"/><xsl:text> </xsl:text><xsl:value-of select="patient/@postal_code"/></dd></div>
      </xsl:if>
    </dl>
    <p class="soft">Has something changed? Please <a href="{$home}#messages">tell us</a>.</p>
  </section>
</xsl:template>

<xsl:template match="*" mode="about"><div><dt><xsl:apply-templates select="." mode="about-name"/></dt><dd><xsl:apply-templates select="@display" mode="bare"/><xsl:apply-templates select="@value" mode="address"/></dd></div></xsl:template>
<xsl:template match="patient_name" mode="about"><div><dt>Other name</dt><dd><xsl:value-of select="@given"/><xsl:text> </xsl:text><xsl:value-of select="@family"/></dd></div></xsl:template>
<xsl:template match="related_person" mode="about"><div><dt>Contact: <xsl:value-of select="@relation"/></dt><dd><xsl:value-of select="@name"/><xsl:if test="@phone"><br/><span class="nums"><xsl:apply-templates select="@phone" mode="address"/></span></xsl:if></dd></div></xsl:template>
<xsl:template match="patient_contact[@kind = 'email']" mode="about-name">Email</xsl:template>
<xsl:template match="patient_contact" mode="about-name">Phone<xsl:if test="@purpose">, <xsl:value-of select="@purpose"/></xsl:if></xsl:template>
<xsl:template match="patient_trait" mode="about-name">Other</xsl:template>
<xsl:template match="patient_trait[@kind = 'race']" mode="about-name">Race</xsl:template>
<xsl:template match="patient_trait[@kind = 'ethnicity']" mode="about-name">Ethnicity</xsl:template>
<xsl:template match="patient_trait[@kind = 'language']" mode="about-name">Language</xsl:template>
<xsl:template match="patient_trait[@kind = 'marital']" mode="about-name">Marital status</xsl:template>
<xsl:template match="patient_trait[@kind = 'religion']" mode="about-name">Religion</xsl:template>
<xsl:template match="patient_trait[@kind = 'birth_sex']" mode="about-name">Sex at birth</xsl:template>
<xsl:template match="patient_trait[@kind = 'gender_identity']" mode="about-name">Gender identity</xsl:template>
<xsl:template match="patient_trait[@kind = 'tribe']" mode="about-name">Tribe</xsl:template>
</xsl:stylesheet>
