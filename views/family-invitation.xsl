<!--
  GET /family/invitation, /family/invitation/:id: somebody is invited

  Expects: invitation @id @name @email @giver @level @until-says @expires-says;
  page @own_account_age; @token of the link it was opened by; @own = "1" to who sent it;
  @other_account = "1" to an account of another address; @declined = "1" to
  whom said no just now; @gone = "1" if it does not work, @refused = there,
  call.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="gate.xsl"/>
<xsl:include href="family-words.xsl"/>

<xsl:template match="page" mode="title">Invitation</xsl:template>

<!-- To who is not signed in it is a page before the portal. -->
<xsl:template match="page[not(account)]" mode="body"><xsl:call-template name="gate"/></xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>You are invited</h1>
    <p><b><xsl:value-of select="invitation/@giver"/></b> wants to share their record on this portal with you.</p></div>
  <xsl:apply-templates select="@own | @other_account" mode="note"/>
  <section class="sheet stack" aria-labelledby="what">
    <h2 id="what">What you get</h2>
    <p><xsl:apply-templates select="invitation/@level" mode="tag"/><xsl:text> </xsl:text>You can <xsl:apply-templates select="invitation/@level" mode="can"/>.</p>
    <p><xsl:apply-templates select="invitation" mode="until"/><xsl:text> </xsl:text><xsl:value-of select="invitation/@giver"/> can change or end it at any time.</p>
    <p class="soft">This invitation was sent to <xsl:value-of select="invitation/@email"/>. It works once, until <xsl:value-of select="invitation/@expires-says"/>.</p>
    <xsl:if test="account and not(@own)"><xsl:apply-templates select="." mode="answer"/></xsl:if>
  </section>
  <xsl:if test="not(account)"><xsl:apply-templates select="." mode="ways"/></xsl:if>
</xsl:template>

<xsl:template match="page" mode="answer">
  <div class="actions">
    <form method="post">
      <xsl:apply-templates select="." mode="to"><xsl:with-param name="answer">accept</xsl:with-param></xsl:apply-templates>
      <xsl:if test="@other_account"><input type="hidden" name="other_account" value="yes"/></xsl:if>
      <button class="btn" type="submit"><xsl:choose><xsl:when test="@other_account">Accept with this account</xsl:when><xsl:otherwise>Accept</xsl:otherwise></xsl:choose></button>
    </form>
    <xsl:apply-templates select="." mode="decline"/>
  </div>
</xsl:template>

<xsl:template match="page" mode="decline">
  <form method="post">
    <xsl:apply-templates select="." mode="to"><xsl:with-param name="answer">decline</xsl:with-param></xsl:apply-templates>
    <button class="btn quiet" type="submit">Decline</button>
  </form>
</xsl:template>

<!-- Where an answer goes: with the link's token, or by the number. -->
<xsl:template match="page[@token]" mode="to">
  <xsl:param name="answer"/>
  <xsl:attribute name="action">/family/invitation/<xsl:value-of select="$answer"/></xsl:attribute>
  <xsl:call-template name="token"/>
  <input type="hidden" name="token" value="{@token}"/>
</xsl:template>

<xsl:template match="page" mode="to">
  <xsl:param name="answer"/>
  <xsl:attribute name="action">/family/invitation/<xsl:value-of select="invitation/@id"/>/<xsl:value-of select="$answer"/></xsl:attribute>
  <xsl:call-template name="token"/>
</xsl:template>

<!-- To who is not signed in. -->
<xsl:template match="page" mode="ways">
  <ul class="sheet flush rows">
    <li><div class="body"><h2>I am new here</h2><p>Make an account of your own. You must be <xsl:value-of select="@own_account_age"/> or older.</p></div>
      <div class="end"><form method="post" action="/account/sign-up/invited">
        <xsl:call-template name="token"/>
        <input type="hidden" name="token" value="{@token}"/>
        <button class="btn" type="submit">Make an account</button></form></div></li>
    <li><div class="body"><h2>I have an account here</h2><p>Sign in. The invitation then waits for you under Family Access. If your account has another email, open the link in our mail once more.</p></div>
      <div class="end"><a class="btn quiet" href="/account/sign-in?next=/family/settings">Sign in</a></div></li>
    <li><div class="body"><h2>I don’t want it</h2><p>Say no, or do nothing at all.</p></div>
      <div class="end"><xsl:apply-templates select="." mode="decline"/></div></li>
  </ul>
</xsl:template>

<xsl:template match="@own" mode="note">
  <div class="note info"><xsl:call-template name="icon-info"/>
    <div><p><b>You sent this invitation yourself.</b> It is for <xsl:value-of select="../invitation/@name"/>. You can take it back under <a href="/family/settings">Family Access</a>.</p></div></div>
</xsl:template>

<xsl:template match="@other_account" mode="note">
  <div class="note warn"><xsl:call-template name="icon-alert"/>
    <div><p><b>Is this the right account?</b> The invitation was sent to <b><xsl:value-of select="../invitation/@email"/></b>. You are signed in as <b><xsl:value-of select="../account/@name"/></b> (<xsl:value-of select="../account/@email"/>). If you accept, this account gets the access.</p></div></div>
</xsl:template>

<xsl:template match="page[@declined]" mode="main">
  <div class="head"><h1>You said no</h1>
    <p>Nobody got access, and the link does not work any more. There is nothing else to do.</p></div>
</xsl:template>

<xsl:template match="page[@gone]" mode="main">
  <div class="head"><h1>This invitation does not work</h1>
    <xsl:choose>
      <xsl:when test="@refused = 'there'"><p>You have this access already.</p></xsl:when>
      <xsl:when test="@refused = 'call'"><p>Please call the office at <xsl:apply-templates select="practice/@phone" mode="tel"/>.</p></xsl:when>
      <xsl:otherwise><p>It was used or taken back, or it is older than 7 days. Ask the person who invited you for a new one.</p></xsl:otherwise>
    </xsl:choose></div>
  <p><a class="btn quiet" href="{$home}">Go on</a></p>
</xsl:template>
</xsl:stylesheet>
