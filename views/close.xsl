<!--
  GET, POST /account/close

  Expects: account @email; person: the records that it can open; form/field
  sure @error.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="layout.xsl"/>

<xsl:template match="page" mode="title">Close my account</xsl:template>

<xsl:template match="page" mode="main">
  <div class="head"><h1>Close my account</h1>
    <p>This is what happens:</p></div>
  <xsl:call-template name="problems"/>
  <ul class="bullets">
    <li>You can’t sign in any more, on any device.</li>
    <li>The health record stays with us, as the law asks. You can still get a copy from the office.</li>
    <xsl:if test="person[@basis != 'self']"><li>You can’t see the records of others any more. We tell them.</li></xsl:if>
    <xsl:if test="person[@basis = 'self']"><li>People who can see your record keep their access. If they should not, remove them first.</li>
      <li>Messages that wait for an answer are still answered, but you can’t read the answer here. Call us.</li></xsl:if>
    <li>If you change your mind, sign up again. You can use <b><xsl:value-of select="account/@email"/></b> again.</li>
  </ul>
  <form class="stack" method="post" novalidate="novalidate" action="/account/close">
    <xsl:call-template name="token"/>
    <div>
      <xsl:attribute name="class">field<xsl:if test="form/field/@error"> bad</xsl:if></xsl:attribute>
      <xsl:apply-templates select="form/field[@name = 'sure']/@error" mode="beside"/>
      <label class="choice bare"><input type="checkbox" id="sure" name="sure" value="yes" required=""/> <span>Yes, I want to close my account</span></label>
    </div>
    <div class="actions"><button class="btn quiet stop" type="submit">Close my account</button>
      <a class="btn quiet" href="/account/details">Keep it</a></div>
  </form>
</xsl:template>

<xsl:template match="field[@name = 'sure']/@error" mode="says">Check the box if you are sure.</xsl:template>
</xsl:stylesheet>
