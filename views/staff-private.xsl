<!--
  GET /staff/documents/:patient/confidential: what only the patient and staff see

  Expects: person; page @kind = the kind that is shown, @done; kind @name each;
  item @id @name @on_when @confidential.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-layout.xsl"/>
<xsl:include href="staff-person.xsl"/>
<xsl:include href="staff-document-words.xsl"/>
<xsl:include href="names.xsl"/>

<xsl:template match="page" mode="title">Confidential items</xsl:template>
<xsl:template match="page" mode="main-class">wide main narrow</xsl:template>

<xsl:template match="page" mode="main">
  <xsl:call-template name="back-to-documents"/>
  <xsl:apply-templates select="." mode="said"/>
  <div class="head"><h1>Confidential items</h1>
    <p>What is confidential is hidden from the family, whatever access they have. The patient’s own account still shows it, and staff see it.</p></div>
  <xsl:apply-templates select="person" mode="banner"/>
  <form class="line assign" method="get" action="/staff/documents/{person/@id}/confidential">
    <label for="kind">Show</label>
    <select id="kind" name="kind"><xsl:apply-templates select="kind" mode="option"/></select>
    <button class="btn quiet" type="submit">Show</button></form>
  <section class="sheet flush" aria-labelledby="items"><div class="cap"><h2 id="items"><xsl:apply-templates select="kind[@name = /page/@kind]" mode="word"/></h2></div>
    <ul class="rows"><xsl:apply-templates select="item"/>
      <xsl:if test="not(item)"><li><p class="soft">None on record.</p></li></xsl:if></ul></section>
</xsl:template>

<xsl:template match="kind" mode="option">
  <option value="{@name}"><xsl:if test="@name = /page/@kind"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if><xsl:apply-templates select="." mode="word"/></option>
</xsl:template>

<xsl:template match="item">
  <li><div class="body"><h3><xsl:apply-templates select="@name" mode="bare"/></h3>
      <xsl:if test="@on_when"><p class="soft"><time datetime="{@on_when}"><xsl:value-of select="@on_when-says"/></time></p></xsl:if></div>
    <div class="end">
      <xsl:if test="@confidential"><span class="tag warn"><xsl:call-template name="icon-lock"/>Confidential</span></xsl:if>
      <form method="post" action="/staff/documents/{../person/@id}/mark"><xsl:call-template name="token"/>
        <input type="hidden" name="kind" value="{/page/@kind}"/>
        <input type="hidden" name="item" value="{@id}"/>
        <xsl:choose>
          <xsl:when test="@confidential"><button class="btn plain" type="submit" name="private" value="no">Show to the family<span class="vh">: <xsl:apply-templates select="@name" mode="bare"/></span></button></xsl:when>
          <xsl:otherwise><button class="btn plain" type="submit" name="private" value="yes">Make confidential<span class="vh">: <xsl:apply-templates select="@name" mode="bare"/></span></button></xsl:otherwise>
        </xsl:choose></form></div></li>
</xsl:template>

<xsl:template match="kind" mode="word">Other</xsl:template>
<xsl:template match="kind[@name = 'problem']" mode="word">Problems</xsl:template>
<xsl:template match="kind[@name = 'medication']" mode="word">Medications</xsl:template>
<xsl:template match="kind[@name = 'allergy']" mode="word">Allergies</xsl:template>
<xsl:template match="kind[@name = 'immunization']" mode="word">Vaccinations</xsl:template>
<xsl:template match="kind[@name = 'report']" mode="word">Results</xsl:template>
<xsl:template match="kind[@name = 'document']" mode="word">Documents</xsl:template>
<xsl:template match="kind[@name = 'encounter']" mode="word">Visits</xsl:template>
<xsl:template match="kind[@name = 'appointment']" mode="word">Appointments</xsl:template>
<xsl:template match="kind[@name = 'patient_procedure']" mode="word">Procedures</xsl:template>
<xsl:template match="kind[@name = 'device']" mode="word">Implants and devices</xsl:template>
<xsl:template match="kind[@name = 'observation']" mode="word">Measurements and answers</xsl:template>
<xsl:template match="kind[@name = 'care_plan']" mode="word">Care plans</xsl:template>
<xsl:template match="kind[@name = 'goal']" mode="word">Goals</xsl:template>
<xsl:template match="kind[@name = 'service_request']" mode="word">Orders</xsl:template>
<xsl:template match="kind[@name = 'care_team_member']" mode="word">Care team</xsl:template>
<xsl:template match="kind[@name = 'coverage']" mode="word">Insurance</xsl:template>
<xsl:template match="kind[@name = 'family_history']" mode="word">Family history</xsl:template>
<xsl:template match="kind[@name = 'reminder']" mode="word">Health reminders</xsl:template>
</xsl:stylesheet>
