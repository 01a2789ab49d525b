<!--
  GET, POST /account/refuse: the patient says no to a request for access.

  Expects: page @stage = code, details (it can be refused), refused, done, over
  (none of ours, or too old); with all but over: @link; @asker; @relation;
  @basis = guardian, passcode; @asked-says.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">Say no to a request</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Say no to this request?</h1>
    <p><b><xsl:value-of select="@asker"/></b> asked to see <xsl:apply-templates select="@basis" mode="record"/> on <xsl:value-of select="@asked-says"/>.</p></div>
  <div class="sheet stack">
    <h2>If you say no</h2>
    <ul class="bullets">
      <li>The passcode stops working at once. Nobody can use it.</li>
      <li>We do not tell <xsl:value-of select="@asker"/> that you said no.</li>
      <li>Nothing else changes.</li>
    </ul>
  </div>
  <form method="post" action="/account/refuse">
    <xsl:call-template name="token"/>
    <input type="hidden" name="link" value="{@link}"/>
    <div class="actions"><button class="btn" type="submit">Say no</button></div>
  </form>
  <p class="soft">Do you agree? Then close this page, and give the passcode to <xsl:value-of select="@asker"/> yourself.</p>
</xsl:template>

<xsl:template match="@*" mode="record">your health record</xsl:template>
<xsl:template match="@*[. = 'guardian']" mode="record">a child’s health record with your family’s contact on it</xsl:template>

<xsl:template match="page[@stage = 'refused']" mode="main">
  <div class="head"><h1>You said no</h1>
    <p>The passcode for <b><xsl:value-of select="@asker"/></b> does not work any more. We did not tell anybody.</p></div>
  <div class="note warn"><xsl:call-template name="icon-phone"/>
    <div><p><b>Are you worried?</b> Please call us at <xsl:apply-templates select="practice/@phone" mode="tel"/>. We can see to it that this person gets no access.</p></div></div>
  <xsl:apply-templates select="practice" mode="emergency"/>
</xsl:template>

<xsl:template match="page[@stage = 'done']" mode="main">
  <div class="head"><h1>This was answered already</h1>
    <p>Somebody entered the passcode, so <b><xsl:value-of select="@asker"/></b> can see <xsl:apply-templates select="@basis" mode="record"/> now.</p></div>
  <div class="note warn"><xsl:call-template name="icon-phone"/>
    <div><p><b>You did not want that?</b> Please call us right away at <xsl:apply-templates select="practice/@phone" mode="tel"/>. We can end it at once. With an account of your own, you can end it under Family Access settings.</p></div></div>
</xsl:template>

<xsl:template match="page[@stage = 'over']" mode="main">
  <div class="head"><h1>This link is over</h1>
    <p>Passcodes stop working by themselves. Nobody can use an old one.</p></div>
  <div class="note info"><xsl:call-template name="icon-phone"/>
    <div><p><b>Do you have a question about who can see a record?</b> Please call us at <xsl:apply-templates select="practice/@phone" mode="tel"/>.</p></div></div>
</xsl:template>
</xsl:stylesheet>
