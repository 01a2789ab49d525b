<!--
  GET, POST /account/sign-up/family: whose record, and who asks.

  Expects: what asking.xsl does; page @waiting = "1" if this browser asked
  already; form/field name.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>
<xsl:include href="asking.xsl"/>

<xsl:template match="page" mode="title">Sign up: patient’s family member</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Sign up · Step 2 of 4 · Patient's family member</p><h1>Whose record is it?</h1>
    <p>Enter it as our office has it. If it matches, we send a passcode to the patient, not to you. The patient agrees by giving it to you.</p></div>
  <xsl:apply-templates select="@waiting | @too-often" mode="note"/>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/account/sign-up/family">
    <xsl:call-template name="token"/>
    <xsl:call-template name="about-patient"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'name'"/>
      <xsl:with-param name="label">Your own first and last name</xsl:with-param>
      <xsl:with-param name="hint">The patient will read it in our message.</xsl:with-param>
      <xsl:with-param name="autocomplete" select="'name'"/>
    </xsl:call-template>
    <xsl:call-template name="relation"/>
    <xsl:call-template name="channel"/>
    <div class="actions"><button class="btn" type="submit">Send the passcode</button><a class="btn plain" href="/account/sign-up">Back</a></div>
  </form>
  <div class="sheet stack">
    <h2>Do you have an account already?</h2>
    <p><a href="/account/sign-in?next=/family/add">Sign in</a> and choose <b>Add Patient</b>. One account can open several records.</p>
  </div>
  <xsl:apply-templates select="practice" mode="emergency"/>
</xsl:template>

<xsl:template match="@waiting" mode="note">
  <div class="note info"><xsl:call-template name="icon-clock"/>
    <div><p><b>Did you get your passcode?</b> You asked for a record in this browser. <a href="/account/sign-up/passcode">Enter the passcode</a></p></div></div>
</xsl:template>

<xsl:template match="field[@name = 'name']/@error[. = 'required']" mode="says">Enter your own first and last name.</xsl:template>
</xsl:stylesheet>
