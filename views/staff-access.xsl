<!--
  Who has access to a patient's record, and to whose records the patient has.

  Expects: access @id @name @email @relation @basis @level = full, billing,
  part, nothing; @since_at @later @until_at @giver @verifier @document
  @paused_at @pauser @why @blocked. With page @all also: invited @name @email
  @relation @level @sent_at @until_at; block @id @name @email @why @blocked_at
  @blocker; other @id @name @mrn @relation @basis @level.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:variable name="may-change" select="contains(/page/staff/@areas, 'access')"/>

<xsl:template name="access">
  <section class="sheet flush" aria-labelledby="family">
    <div class="cap"><h2 id="family">Who has access</h2>
      <xsl:if test="$may-change"><a class="go" href="/staff/patients/{person/@id}/verify">Verify a guardian</a></xsl:if></div>
    <ul class="rows">
      <xsl:apply-templates select="access"/>
      <xsl:apply-templates select="invited"/>
      <xsl:if test="not(access | invited)"><li><p class="soft">Nobody has access on the portal. A message would not reach anybody.</p></li></xsl:if>
    </ul>
  </section>
  <xsl:if test="@all">
    <xsl:call-template name="blocks"/>
    <xsl:if test="other"><xsl:call-template name="others"/></xsl:if>
  </xsl:if>
</xsl:template>

<xsl:template match="access">
  <li><xsl:call-template name="icon-person"/><div class="body">
      <h3><xsl:value-of select="@name"/><xsl:apply-templates select="." mode="relation"/></h3>
      <xsl:apply-templates select="." mode="about"/></div>
    <xsl:if test="$may-change"><div class="end"><a class="btn quiet" href="/staff/patients/access/{@id}">Change<span class="vh"> the access of <xsl:value-of select="@name"/></span></a></div></xsl:if></li>
</xsl:template>

<xsl:template match="access" mode="about">
  <p><xsl:apply-templates select="@level"/><xsl:apply-templates select="@until_at"/><xsl:apply-templates select="@paused_at | @blocked" mode="tag"/></p>
  <xsl:if test="/page/@all or $may-change">
    <p class="soft small"><xsl:apply-templates select="@basis"/><xsl:apply-templates select="@giver"/><xsl:apply-templates select="@verifier"/>. Since <time datetime="{@since_at}"><xsl:value-of select="@since_at-full"/></time>.</p>
    <xsl:apply-templates select="@paused_at"/>
  </xsl:if>
  <p class="soft small"><xsl:apply-templates select="@email" mode="address"/></p>
</xsl:template>

<xsl:template match="access | other | invited" mode="relation"><xsl:if test="@relation">, <xsl:value-of select="@relation"/></xsl:if></xsl:template>
<xsl:template match="access[@basis = 'self']" mode="relation">, the patient</xsl:template>

<xsl:template match="@level">A part of the record</xsl:template>
<xsl:template match="@level[. = 'full']">Full</xsl:template>
<xsl:template match="@level[. = 'billing']">Billing only</xsl:template>
<xsl:template match="@level[. = 'nothing']">Nothing at the patient’s age</xsl:template>

<xsl:template match="@until_at"> until <time datetime="{.}"><xsl:value-of select="../@until_at-full"/></time></xsl:template>

<xsl:template match="@paused_at" mode="tag"><xsl:text> </xsl:text><span class="tag warn"><xsl:call-template name="icon-lock"/>Paused</span></xsl:template>
<xsl:template match="@blocked" mode="tag"><xsl:text> </xsl:text><span class="tag warn"><xsl:call-template name="icon-lock"/>Kept away</span></xsl:template>
<xsl:template match="@paused_at"><p class="small">Paused by <xsl:value-of select="../@pauser"/>, <time datetime="{.}"><xsl:value-of select="../@paused_at-full"/></time>: <xsl:value-of select="../@why"/></p></xsl:template>

<xsl:template match="@basis">Invited by the patient</xsl:template>
<xsl:template match="@basis[. = 'self']">Own record</xsl:template>
<xsl:template match="@basis[. = 'guardian']">Guardian</xsl:template>
<xsl:template match="@basis[. = 'passcode']">Passcode that the patient handed over</xsl:template>
<xsl:template match="@basis[. = 'patient']">Given by the patient</xsl:template>
<xsl:template match="@basis[. = 'staff']">Decides for the patient</xsl:template>
<xsl:template match="@giver">, given by <xsl:value-of select="."/></xsl:template>
<xsl:template match="@verifier">, verified by <xsl:value-of select="."/>: <xsl:value-of select="../@document"/></xsl:template>

<xsl:template match="invited">
  <li><xsl:call-template name="icon-email"/><div class="body">
      <h3><xsl:value-of select="@name"/><xsl:apply-templates select="." mode="relation"/></h3>
      <p><xsl:apply-templates select="@level"/><xsl:text> </xsl:text><span class="tag info"><xsl:call-template name="icon-clock"/>Invited</span></p>
      <p class="soft small">The invitation waits until <time datetime="{@until_at}"><xsl:value-of select="@until_at-full"/></time>.</p>
      <p class="soft small"><xsl:apply-templates select="@email" mode="address"/></p></div></li>
</xsl:template>

<xsl:template name="blocks">
  <section class="sheet flush" aria-labelledby="blocks">
    <div class="cap"><h2 id="blocks">Kept away</h2>
      <xsl:if test="$may-change"><a class="go" href="/staff/patients/{person/@id}/block">Keep somebody away</a></xsl:if></div>
    <ul class="rows">
      <xsl:apply-templates select="block"/>
      <xsl:if test="not(block)"><li><p class="soft">Nobody is kept away from this record.</p></li></xsl:if>
    </ul>
  </section>
</xsl:template>

<xsl:template match="block">
  <li><xsl:call-template name="icon-lock"/><div class="body">
      <h3><xsl:value-of select="@name"/></h3>
      <p><xsl:value-of select="@why"/></p>
      <p class="soft small"><xsl:if test="@email"><xsl:apply-templates select="@email" mode="address"/>. </xsl:if>By <xsl:value-of select="@blocker"/>, <time datetime="{@blocked_at}"><xsl:value-of select="@blocked_at-full"/></time>.</p>
      <xsl:if test="$may-change">
        <details class="more"><summary>End this<span class="vh"> for <xsl:value-of select="@name"/></span></summary>
          <form class="stack" method="post" action="/staff/patients/block/{@id}/end"><xsl:call-template name="token"/>
            <p>Access that <xsl:value-of select="@name"/> had counts again at once, and anybody may invite them.</p>
            <div class="actions"><button class="btn quiet stop" type="submit">Do not keep away any more</button></div></form></details>
      </xsl:if></div></li>
</xsl:template>

<xsl:template name="others">
  <section class="sheet flush" aria-labelledby="others">
    <div class="cap"><h2 id="others">What the patient’s account can open</h2></div>
    <ul class="rows"><xsl:apply-templates select="other"/></ul>
  </section>
</xsl:template>

<xsl:template match="other">
  <li><div class="body"><h3><a href="/staff/patients/{@id}"><xsl:value-of select="@name"/></a></h3>
      <p><xsl:apply-templates select="@level"/><span class="soft"><xsl:apply-templates select="." mode="relation"/>. <xsl:apply-templates select="@basis"/></span></p></div></li>
</xsl:template>
</xsl:stylesheet>
