<!--
  GET, POST /share: who came by a secure link types the code. Nothing here tells
  whose record it is, or whether the link is one that works.

  Expects: page @link = "1" if the browser came by a link; @digits of a code;
  @wrong = codes that end a link; form/field code.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title">A health record was shared with you</xsl:template>

<xsl:template match="page[@link]" mode="main">
  <div class="head"><h1>A health record was shared with you</h1>
    <p>It comes from <xsl:value-of select="practice/@name"/>. To open it, type the code of <xsl:value-of select="@digits"/> digits. You got it from the person who sent you the link.</p></div>
  <xsl:call-template name="problems"/>
  <form class="stack narrow" method="post" novalidate="novalidate" action="/share">
    <xsl:call-template name="token"/>
    <xsl:call-template name="control">
      <xsl:with-param name="name" select="'code'"/>
      <xsl:with-param name="label">Code</xsl:with-param>
      <xsl:with-param name="hint">After <xsl:value-of select="@wrong"/> wrong codes the link ends.</xsl:with-param>
      <xsl:with-param name="kind" select="'w-code'"/>
      <xsl:with-param name="autocomplete" select="'one-time-code'"/>
    </xsl:call-template>
    <div class="actions"><button class="btn" type="submit">Open the record</button></div>
  </form>
  <p class="soft">You did not expect this? Then close this page. Nothing was opened.</p>
</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Open the link again</h1>
    <p>To see a record that was shared with you, open the link in the email or message that you got. Then type the code.</p></div>
  <div class="note info"><xsl:call-template name="icon-info"/>
    <div><p>If that does not work, ask the person who sent you the link for a new one.</p></div></div>
</xsl:template>

<xsl:template match="field[@name = 'code']/@error[. = 'required']" mode="says">Type the code.</xsl:template>
</xsl:stylesheet>
