<!-- GET /account/sign-up/family: how a family member gets access today. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Sign up: patient’s family member</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Sign up · Patient's family member</p><h1>We set this up with you in person</h1>
    <p>For now, our office adds family members. You cannot do it on this page yet. It takes about 10 minutes.</p></div>
  <div class="sheet stack">
    <h2>How it works</h2>
    <ol class="bullets stack">
      <li>Call <xsl:apply-templates select="practice/@phone" mode="tel"/> or stop by the front desk. <span class="soft"><xsl:value-of select="practice/@hours"/></span></li>
      <li>We ask the patient if you may see the record. For a child, we check that you are a parent or guardian.</li>
      <li>We make your own account. You sign in with your own email.</li>
    </ol>
  </div>
  <div class="sheet stack">
    <h2>What to bring</h2>
    <ul class="bullets stack">
      <li>A photo ID, like a driver’s license or a passport</li>
      <li>The patient’s full name and date of birth</li>
      <li>If you are a legal guardian or have power of attorney: the paper that says so</li>
      <li>Your own email address, one that nobody else uses here</li>
    </ul>
  </div>
  <p class="actions"><a class="btn" href="tel:{practice/@phone-tel}"><xsl:call-template name="icon-phone"/>Call&#160;the&#160;office</a><a class="btn plain" href="/account/sign-up">Back</a></p>
  <xsl:apply-templates select="practice" mode="emergency"/>
</xsl:template>
</xsl:stylesheet>
