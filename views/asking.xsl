<!--
  Asking for access to a record: what the sign-up of a family member and Add
  Patient have in common. Nothing here may differ by whether a record matched.

  Expects: relation @id = mother, ...; page @texts = "1" if texts can be sent;
  @too-often = "1"; form/field first_name last_name birth_date relation
  channel; on the page of the passcode @channel = email, text; @until-says, none
  if that is over; @resent = "1"; form/field passcode.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- label: "Child’s first name" or "First name"; the same for last. -->
<xsl:template name="about-patient">
  <xsl:param name="whose" select="'Patient’s'"/>
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'first_name'"/>
    <xsl:with-param name="label"><xsl:value-of select="$whose"/> first name</xsl:with-param>
    <xsl:with-param name="hint">The legal name, as on the insurance card.</xsl:with-param>
    <xsl:with-param name="autocomplete" select="'off'"/>
  </xsl:call-template>
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'last_name'"/>
    <xsl:with-param name="label"><xsl:value-of select="$whose"/> last name</xsl:with-param>
    <xsl:with-param name="autocomplete" select="'off'"/>
  </xsl:call-template>
  <xsl:call-template name="control">
    <xsl:with-param name="name" select="'birth_date'"/>
    <xsl:with-param name="label"><xsl:value-of select="$whose"/> date of birth</xsl:with-param>
    <xsl:with-param name="hint">Month, day and full year. You can type the numbers.</xsl:with-param>
    <xsl:with-param name="type" select="'date'"/>
    <xsl:with-param name="autocomplete" select="'off'"/>
    <xsl:with-param name="kind" select="'w-date'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="relation">
  <xsl:variable name="typed" select="form/field[@name = 'relation']"/>
  <div class="field">
    <xsl:if test="$typed/@error"><xsl:attribute name="class">field bad</xsl:attribute></xsl:if>
    <label for="relation">You are the patient’s</label>
    <xsl:apply-templates select="$typed/@error" mode="beside"/>
    <select id="relation" name="relation" required="">
      <xsl:call-template name="described">
        <xsl:with-param name="name" select="'relation'"/>
        <xsl:with-param name="error" select="$typed/@error"/>
      </xsl:call-template>
      <option value="">Choose</option>
      <xsl:for-each select="relation">
        <option value="{@id}">
          <xsl:if test="$typed = @id"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if>
          <xsl:apply-templates select="@id" mode="relation"/>
        </option>
      </xsl:for-each>
    </select>
  </div>
</xsl:template>

<xsl:template match="@*" mode="relation"><xsl:value-of select="."/></xsl:template>
<xsl:template match="@*[. = 'guardian']" mode="relation">legal guardian</xsl:template>
<xsl:template match="@*[. = 'spouse']" mode="relation">spouse or partner</xsl:template>

<xsl:template name="channel">
  <xsl:variable name="error" select="form/field[@name = 'channel']/@error"/>
  <xsl:choose>
    <xsl:when test="@texts or $error">
      <fieldset class="choices" id="channel" tabindex="-1">
        <xsl:if test="$error"><xsl:attribute name="aria-describedby">channel-error</xsl:attribute></xsl:if>
        <legend>How should we send the passcode?</legend>
        <p class="hint">It goes only to an email or mobile phone that the practice has on file for the patient.</p>
        <xsl:apply-templates select="$error" mode="beside"/>
        <label class="choice">
          <xsl:call-template name="radio">
            <xsl:with-param name="name" select="'channel'"/>
            <xsl:with-param name="value" select="'email'"/>
            <xsl:with-param name="default" select="true()"/>
          </xsl:call-template>
          <span><b>Email</b><xsl:text> </xsl:text><span class="hint">The passcode works for 24 hours.</span></span></label>
        <label class="choice">
          <xsl:call-template name="radio">
            <xsl:with-param name="name" select="'channel'"/>
            <xsl:with-param name="value" select="'text'"/>
          </xsl:call-template>
          <span><b>Text message</b><xsl:text> </xsl:text><span class="hint">The passcode works for 10 minutes. Choose this if the patient is with you or on the phone.</span></span></label>
      </fieldset>
    </xsl:when>
    <xsl:otherwise>
      <input type="hidden" name="channel" value="email"/>
      <p class="hint">We send the passcode by email, only to an address that the practice has on file for the patient. It works for 24 hours.</p>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@too-often" mode="note">
  <div class="note bad" id="problems" tabindex="-1"><xsl:call-template name="icon-alert"/>
    <div><h2>That is all for today</h2>
      <p>There were too many tries in one day. This keeps everybody’s record safe. Try again tomorrow, or reach out to Technical Support: <xsl:apply-templates select="../practice" mode="support"/>.</p></div></div>
</xsl:template>

<!-- Words as S59 has them. -->
<xsl:template match="practice" mode="support"><xsl:apply-templates select="@support_phone" mode="tel"/> or <xsl:apply-templates select="@support_email" mode="mail"/></xsl:template>

<!-- The whole page of the passcode below its heading. -->
<xsl:template name="passcode">
  <xsl:param name="action"/>
  <xsl:param name="begin"/>
  <xsl:apply-templates select="@resent" mode="note"/>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="{$action}">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'passcode'"/>
      <xsl:with-param name="label">Passcode</xsl:with-param>
      <xsl:with-param name="hint">
        <xsl:text>8 letters and numbers. </xsl:text>
        <xsl:choose>
          <xsl:when test="@until-says">Good until <xsl:value-of select="@until-says"/>.</xsl:when>
          <xsl:otherwise>The time for this passcode is over. Send a new one below.</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
      <xsl:with-param name="autocomplete" select="'off'"/>
      <xsl:with-param name="kind" select="'w-date'"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Continue</button></div>
  </form>
  <div class="sheet stack">
    <h2>No passcode yet?</h2>
    <p>A message can take a few minutes. The patient may find the email in the spam folder.</p>
    <form method="post" action="{$action}/again">
      <xsl:call-template name="token"/>
      <button class="btn quiet" type="submit">Send a new passcode</button>
    </form>
    <p><b>Still nothing?</b> Then something may be different in our records, or we may have no email or mobile phone that we can use. <a href="{$begin}">Check what you entered</a>. The patient can also call us at <xsl:apply-templates select="practice/@phone" mode="tel"/> or come by with a photo ID. Then we set it up in person.</p>
    <p class="soft">If you are not successful, please reach out to Technical Support: <xsl:apply-templates select="practice" mode="support"/>.</p>
  </div>
</xsl:template>

<xsl:template match="@resent" mode="note">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/>
    <div><p><b>A new passcode is on its way</b>, if everything matches. Use the newest one only. Older ones no longer work.</p></div></div>
</xsl:template>

<!-- What was done, and what comes next: the same whoever was found. -->
<xsl:template match="@channel" mode="sent">
  <p>If what you entered matches our records, we sent a passcode to the patient <xsl:apply-templates select="." mode="by"/>, not to you. The message says that you asked.</p>
  <p>Ask the patient for it. By giving you the passcode, the patient agrees that you can see the record. For a child under <xsl:value-of select="../@own_account_age"/>, it goes to the email or phone the family gave us.</p>
</xsl:template>
<xsl:template match="@channel" mode="by">by email</xsl:template>
<xsl:template match="@channel[. = 'text']" mode="by">by text message</xsl:template>

<xsl:template match="field[@name = 'first_name']/@error[. = 'required']" mode="says">Enter the patient’s first name.</xsl:template>
<xsl:template match="field[@name = 'last_name']/@error[. = 'required']" mode="says">Enter the patient’s last name.</xsl:template>
<xsl:template match="field[@name = 'birth_date']/@error" mode="says">Enter the date of birth with month, day and year, like 11/19/1984</xsl:template>
<xsl:template match="field[@name = 'relation']/@error" mode="says">Choose who you are to the patient.</xsl:template>
<xsl:template match="field[@name = 'channel']/@error" mode="says">Choose email or text message.</xsl:template>
<xsl:template match="field[@name = 'passcode']/@error" mode="says">Enter the 8 letters and numbers of the passcode.</xsl:template>
</xsl:stylesheet>
