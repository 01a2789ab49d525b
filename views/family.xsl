<!--
  GET /family/settings

  Expects: person; people/news @patient_id @results @documents (not yet looked at);
  to_others/access and of_others/access as family-words.xsl says, with @id
  @patient_id @initials, @is_yours = "1" if the patient may change it, @paused =
  "1" if the practice stopped it; offers/invitation to this account;
  invited/invitation by it, @id @name @relation @email @giver @expires-says; page
  @own_patient_id if there is an own record, @done = what was done just now.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>
<xsl:include href="family-words.xsl"/>

<xsl:template match="page" mode="title">Family Access</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Family Access</h1>
    <p class="soft">See which records you can open, and choose who can open yours.</p></div>
  <xsl:apply-templates select="@done"/>
  <xsl:apply-templates select="offers/invitation" mode="offer"/>
  <xsl:if test="person[2]">
    <section class="sheet flush" aria-labelledby="people">
      <div class="cap"><h2 id="people">Your people</h2></div>
      <ul class="rows"><xsl:apply-templates select="person" mode="row"/></ul>
    </section>
  </xsl:if>
  <section class="sheet flush" aria-labelledby="others">
    <div class="cap"><h2 id="others"><xsl:value-of select="account/@name"/> Access to Other Patients</h2></div>
    <ul class="rows">
      <xsl:apply-templates select="to_others/access" mode="to-others"/>
      <li><div class="body"><p>Ask for access to the record of your child, or of someone you care for.</p></div>
        <div class="end"><a class="btn quiet" href="/family/add"><xsl:call-template name="icon-plus"/>Add Patient</a></div></li>
    </ul>
  </section>
  <xsl:if test="@own_patient_id">
    <section class="sheet flush" aria-labelledby="mine">
      <div class="cap"><h2 id="mine">Who Can Access My Information</h2></div>
      <ul class="rows">
        <xsl:apply-templates select="of_others/access" mode="of-others"/>
        <xsl:apply-templates select="invited/invitation" mode="waiting"/>
        <li><div class="body">
            <xsl:if test="not(of_others/access)"><p><b>Nobody but you can open your record here.</b></p></xsl:if>
            <p>Let someone you trust see your record or your bills.</p></div>
          <div class="end"><a class="btn" href="/family/{@own_patient_id}/invite"><xsl:call-template name="icon-plus"/>Invite Family Member</a></div></li>
        <xsl:if test="contains(person[@id = current()/@own_patient_id]/@areas, 'records')">
          <li><div class="body"><p>Should the practice share less about you, like with a health plan or with family? <a href="/records/{@own_patient_id}/limits">Ask us to limit sharing</a></p></div></li>
        </xsl:if>
      </ul>
    </section>
  </xsl:if>
</xsl:template>

<!-- A record that is open, and what is new in it. -->
<xsl:template match="person" mode="row">
  <xsl:variable name="results" select="/page/people/news[@patient_id = current()/@id]/@results"/>
  <xsl:variable name="documents" select="/page/people/news[@patient_id = current()/@id]/@documents"/>
  <li class="who-{@color}"><span class="disc" aria-hidden="true"><xsl:value-of select="@initials"/></span>
    <div class="body"><h3><a href="/home/{@id}"><xsl:value-of select="@name"/></a></h3>
      <p class="soft"><xsl:value-of select="@age-says"/>
        <xsl:if test="@basis = 'self'"><xsl:if test="@age-says"> · </xsl:if>Your own record</xsl:if></p></div>
    <xsl:if test="@unread &gt; 0 or $results &gt; 0 or $documents &gt; 0">
      <div class="end">
        <xsl:if test="@unread &gt; 0"><span class="tag new"><xsl:value-of select="@unread"/> new <xsl:choose><xsl:when test="@unread = 1">message</xsl:when><xsl:otherwise>messages</xsl:otherwise></xsl:choose></span></xsl:if>
        <xsl:if test="$results &gt; 0"><span class="tag new"><xsl:value-of select="$results"/> new <xsl:choose><xsl:when test="$results = 1">result</xsl:when><xsl:otherwise>results</xsl:otherwise></xsl:choose></span></xsl:if>
        <xsl:if test="$documents &gt; 0"><span class="tag new"><xsl:value-of select="$documents"/> new <xsl:choose><xsl:when test="$documents = 1">document</xsl:when><xsl:otherwise>documents</xsl:otherwise></xsl:choose></span></xsl:if>
      </div>
    </xsl:if>
  </li>
</xsl:template>

<xsl:template match="access" mode="to-others">
  <xsl:variable name="person" select="/page/person[@id = current()/@patient_id]"/>
  <li>
    <xsl:if test="$person"><xsl:attribute name="class">who-<xsl:value-of select="$person/@color"/></xsl:attribute></xsl:if>
    <xsl:apply-templates select="$person/@initials" mode="disc"/>
    <div class="body"><h3><xsl:value-of select="@patient"/><xsl:text> </xsl:text><xsl:apply-templates select="@level" mode="tag"/></h3>
      <xsl:choose>
        <xsl:when test="@paused"><xsl:apply-templates select="@paused"/></xsl:when>
        <xsl:otherwise><p>You can <xsl:apply-templates select="@level" mode="can"/>.</p></xsl:otherwise>
      </xsl:choose>
      <p class="soft small"><xsl:apply-templates select="." mode="given-to-you"/><xsl:text> </xsl:text><xsl:apply-templates select="." mode="until"/></p></div>
    <xsl:if test="not(@paused)">
      <div class="end"><a class="btn quiet" href="/family/{@patient_id}/leave/{@id}">Give up my access<span class="vh"> to the record of <xsl:value-of select="@patient"/></span></a></div>
    </xsl:if>
  </li>
</xsl:template>

<xsl:template match="access" mode="of-others">
  <li><span class="disc" aria-hidden="true"><xsl:value-of select="@initials"/></span>
    <div class="body"><h3><xsl:value-of select="@holder"/><xsl:text> </xsl:text><xsl:apply-templates select="@level" mode="tag"/></h3>
      <xsl:choose>
        <xsl:when test="@paused"><xsl:apply-templates select="@paused"/></xsl:when>
        <xsl:otherwise><p>Can <xsl:apply-templates select="@level" mode="can"/>.</p></xsl:otherwise>
      </xsl:choose>
      <p class="soft small"><xsl:apply-templates select="@relation" mode="is-your"/><xsl:apply-templates select="." mode="given-by-you"/><xsl:text> </xsl:text><xsl:apply-templates select="." mode="until"/></p></div>
    <div class="end"><xsl:apply-templates select="." mode="acts"/></div>
  </li>
</xsl:template>

<xsl:template match="access" mode="acts"/>

<xsl:template match="access[@is_yours]" mode="acts">
  <a class="btn quiet" href="/family/{@patient_id}/access/{@id}">Change level<span class="vh"> of access of <xsl:value-of select="@holder"/></span></a>
  <a class="btn quiet stop" href="/family/{@patient_id}/remove/{@id}">Remove<span class="vh"> access of <xsl:value-of select="@holder"/></span></a>
</xsl:template>

<!-- Of a guardian only more can be given. -->
<xsl:template match="access[@basis = 'guardian' and @level = 'billing' and not(@paused)]" mode="acts">
  <a class="btn quiet" href="/family/{@patient_id}/access/{@id}">Change level<span class="vh"> of access of <xsl:value-of select="@holder"/></span></a>
</xsl:template>

<xsl:template match="@relation" mode="is-your">Your <xsl:value-of select="."/>. </xsl:template>
<xsl:template match="access[@basis = 'guardian']/@relation" mode="is-your"/>

<xsl:template match="@initials" mode="disc"><span class="disc" aria-hidden="true"><xsl:value-of select="."/></span></xsl:template>

<xsl:template match="@paused"><p><b>The practice has paused this access.</b> Call us at <xsl:apply-templates select="/page/practice/@phone" mode="tel"/>.</p></xsl:template>

<xsl:template match="invitation" mode="waiting">
  <li><span class="disc" aria-hidden="true"><xsl:call-template name="icon-email"/></span>
    <div class="body"><h3><xsl:value-of select="@name"/><xsl:text> </xsl:text><span class="tag warn"><xsl:call-template name="icon-clock"/>Waiting</span></h3>
      <p>Invited to <b><xsl:apply-templates select="@level" mode="called"/></b>. The email went to <xsl:value-of select="@email"/>.</p>
      <p class="soft small">Your <xsl:value-of select="@relation"/>. There is no answer yet. The invitation works until <xsl:value-of select="@expires-says"/>.</p></div>
    <div class="end"><a class="btn quiet stop" href="/family/{/page/@own_patient_id}/withdraw/{@id}">Take back<span class="vh"> the invitation for <xsl:value-of select="@name"/></span></a></div>
  </li>
</xsl:template>

<xsl:template match="invitation" mode="offer">
  <div class="note info"><xsl:call-template name="icon-email"/>
    <div><p><b><xsl:value-of select="@giver"/> invites you.</b> You could <xsl:apply-templates select="@level" mode="can"/>.</p>
      <p><a class="go" href="/family/invitation/{@id}">Look at the invitation of <xsl:value-of select="@giver"/></a></p></div></div>
</xsl:template>

<xsl:template match="@done">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/><div><p><xsl:apply-templates select="." mode="says"/></p></div></div>
</xsl:template>

<xsl:template match="@done[. = 'invited']" mode="says"><b>The invitation is on its way.</b> The person gets an email with a link. You get an email, too, when they say yes or no.</xsl:template>
<xsl:template match="@done[. = 'withdrawn']" mode="says"><b>The invitation was taken back.</b> Its link does not work any more.</xsl:template>
<xsl:template match="@done[. = 'changed']" mode="says"><b>The access was changed.</b> It counts from now on. We told you both by email.</xsl:template>
<xsl:template match="@done[. = 'removed']" mode="says"><b>The access was removed.</b> That person can’t open your record any more. We told you both by email.</xsl:template>
<xsl:template match="@done[. = 'left']" mode="says"><b>You gave up your access.</b> We told you both by email.</xsl:template>
<xsl:template match="@done[. = 'declined']" mode="says"><b>You said no to the invitation.</b> Nothing was changed.</xsl:template>
</xsl:stylesheet>
