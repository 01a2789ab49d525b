<!--
  GET, POST /staff/account/code: the second step of a sign-in.

  Expects: page @next = the own path to go on to; form/field code @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="staff-entry.xsl"/>

<xsl:template match="page" mode="title">Staff sign in: your code</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><p class="step">Staff sign in · Step 2 of 2</p><h1>Enter your code</h1>
    <p>Open the authenticator app on your phone. Enter the 6 digits that it shows for <b><xsl:value-of select="practice/@short_name"/></b>.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack" method="post" novalidate="novalidate" action="/staff/account/code">
    <xsl:call-template name="token"/>
    <xsl:if test="@next"><input type="hidden" name="next" value="{@next}"/></xsl:if>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'code'"/>
      <xsl:with-param name="label">Code</xsl:with-param>
      <xsl:with-param name="hint">Or one of your recovery codes, like K7QAZ-3MXP2. Each works once.</xsl:with-param>
      <xsl:with-param name="autocomplete" select="'one-time-code'"/>
      <xsl:with-param name="kind" select="'w-name'"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Sign in</button></div>
  </form>
  <p class="small"><b>No phone and no recovery codes?</b> Ask whoever runs this portal for a new link. Or <a href="/staff/account/sign-in">start again</a>.</p>
</xsl:template>
</xsl:stylesheet>
