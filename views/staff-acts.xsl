<!--
  What can be done with a conversation beside answering it.

  Expects: conversation @id @state @confidential @member @mine; member @id
  @name @me @away; team @id @name; form/field name="to", "note".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="conversation" mode="acts">
  <section class="sheet stack" aria-labelledby="acts">
    <h2 id="acts">This conversation</h2>
    <form class="stack" id="give" method="post" action="/staff/inbox/{@id}/give">
      <xsl:call-template name="token"/>
      <div class="two">
        <div class="field"><label for="to">Give to</label>
          <xsl:apply-templates select="../form/field[@name = 'to']/@error" mode="beside"/>
          <select id="to" name="to">
            <optgroup label="People"><xsl:apply-templates select="../member"/></optgroup>
            <optgroup label="Pools"><xsl:for-each select="../team"><option value="pool:{@id}"><xsl:value-of select="@name"/></option></xsl:for-each></optgroup>
          </select></div>
        <xsl:call-template name="control">
          <xsl:with-param name="name">note</xsl:with-param>
          <xsl:with-param name="label">Note for them, if you like</xsl:with-param>
          <xsl:with-param name="required" select="false()"/>
        </xsl:call-template>
      </div>
      <div class="actions"><button class="btn quiet" type="submit">Give</button>
        <span class="soft small">If a person has it, the family sees “With” and their name. The note is for staff only.</span></div>
    </form>
    <div class="actions">
      <xsl:choose>
        <xsl:when test="@state = 'closed'">
          <form method="post" action="/staff/inbox/{@id}/reopen"><xsl:call-template name="token"/>
            <button class="btn quiet" type="submit">Open again</button></form>
        </xsl:when>
        <xsl:otherwise>
          <form method="post" action="/staff/inbox/{@id}/close"><xsl:call-template name="token"/>
            <button class="btn quiet" type="submit" id="close">Close without an answer</button></form>
        </xsl:otherwise>
      </xsl:choose>
      <form method="post" action="/staff/inbox/{@id}/private"><xsl:call-template name="token"/>
        <xsl:choose>
          <xsl:when test="@confidential = 1"><button class="btn quiet" type="submit" name="on" value="no">End private</button></xsl:when>
          <xsl:otherwise><button class="btn quiet" type="submit" name="on" value="yes">Make private</button></xsl:otherwise>
        </xsl:choose></form>
      <a class="btn quiet" href="/staff/inbox/new/{../about/@id}">New message about this patient</a>
    </div>
    <p class="soft small">Private: only the patient’s own account and staff can read it, not parents or others with access.</p>
  </section>
</xsl:template>

<xsl:template match="member">
  <option value="staff:{@id}"><xsl:value-of select="@name"/><xsl:if test="@me"> (me)</xsl:if><xsl:if test="@away"> (away)</xsl:if></option>
</xsl:template>
</xsl:stylesheet>
