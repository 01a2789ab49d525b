<!--
  When something went wrong: for programs, and for the pages that nginx shows
  by itself ("kithctl error-pages"). Works without session.

  Expects: error @status; practice; limits; page @request if there is a request id;
  account and person if signed in.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="entry.xsl"/>

<xsl:template match="page" mode="title"><xsl:apply-templates select="error" mode="title"/></xsl:template>

<xsl:template match="page" mode="main">
  <xsl:apply-templates select="error"/>
  <p>Your record and your messages are safe.</p>
  <div class="actions">
    <a class="btn" href="{$home}">
      <xsl:choose>
        <xsl:when test="account">Go to my home page</xsl:when>
        <xsl:otherwise>Go to the start page</xsl:otherwise>
      </xsl:choose>
    </a>
  </div>
  <div class="sheet stack"><h2>Still stuck?</h2>
    <p>Call <xsl:apply-templates select="(practice/@support_phone | practice/@phone)[last()]" mode="tel"/> and tell us what you wanted to do. If it is urgent, call the office at <xsl:apply-templates select="practice/@phone" mode="tel"/>.</p>
    <xsl:apply-templates select="@request"/></div>
</xsl:template>

<xsl:template match="@request">
  <p class="small soft">If you call us, tell us this number: <span class="nums"><xsl:value-of select="."/></span></p>
</xsl:template>

<!-- What happened, and what to do next. -->
<xsl:template match="error" mode="title">Something went wrong</xsl:template>
<xsl:template match="error">
  <div class="head"><p class="step">Something went wrong</p><h1>That did not work</h1></div>
  <p>The mistake is on our side. Wait a minute, then try again. If you sent something, look first if it arrived.</p>
</xsl:template>

<xsl:template match="error[@status = 400]" mode="title">We did not understand that</xsl:template>
<xsl:template match="error[@status = 400]">
  <div class="head"><p class="step">Nothing was changed</p><h1>We did not understand that</h1></div>
  <p>The address of the page may be broken, or something got lost on the way. Go back and try again.</p>
</xsl:template>

<xsl:template match="error[@status = 403]" mode="title">We could not do that</xsl:template>
<xsl:template match="error[@status = 403]">
  <div class="head"><p class="step">Nothing was changed</p><h1>We could not do that</h1></div>
  <p>This often means that the page was open for a long time, or that you signed in again in another window. Go back, load the page again, and try once more.</p>
</xsl:template>

<xsl:template match="error[@status = 404]" mode="title">Page not found</xsl:template>
<xsl:template match="error[@status = 404]">
  <div class="head"><p class="step">Page not found</p><h1>We can’t find that page</h1></div>
  <p>The link may be old, or part of the address may be missing.</p>
</xsl:template>

<xsl:template match="error[@status = 405]" mode="title">That page works another way</xsl:template>
<xsl:template match="error[@status = 405]">
  <div class="head"><p class="step">Nothing was changed</p><h1>That page works another way</h1></div>
  <p>You can’t open this page like this. Start again from the home page.</p>
</xsl:template>

<xsl:template match="error[@status = 409]" mode="title">Something changed in the meantime</xsl:template>
<xsl:template match="error[@status = 409]">
  <div class="head"><p class="step">Nothing was changed twice</p><h1>Something changed in the meantime</h1></div>
  <p>It may be done already, or someone else changed it just now. Go back, load the page again, and look before you try again.</p>
</xsl:template>

<xsl:template match="error[@status = 413]" mode="title">That is too big</xsl:template>
<xsl:template match="error[@status = 413]">
  <div class="head"><p class="step">Nothing was sent</p><h1>That is too big</h1></div>
  <p>A message may have up to <xsl:value-of select="../limits/@files"/> files, and each file may have up to <xsl:value-of select="../limits/@file_megabytes"/> MB. Without files, a form may be as long as about 20 pages of text.</p>
  <p>Go back in your browser: what you typed should still be there. Choose smaller files, or send some of them in another message.</p>
</xsl:template>

<xsl:template match="error[@status = 415]" mode="title">We can’t read that</xsl:template>
<xsl:template match="error[@status = 415]">
  <div class="head"><p class="step">Nothing was sent</p><h1>We can’t read that</h1></div>
  <p>We do not know this kind of file or form. Go back and try another one.</p>
</xsl:template>

<xsl:template match="error[@status = 422]" mode="title">Something is missing or not right</xsl:template>
<xsl:template match="error[@status = 422]">
  <div class="head"><p class="step">Nothing was changed</p><h1>Something is missing or not right</h1></div>
  <p>Go back and check what you filled in. Then try again.</p>
</xsl:template>

<xsl:template match="error[@status = 429]" mode="title">Please wait a little</xsl:template>
<xsl:template match="error[@status = 429]">
  <div class="head"><p class="step">Too many tries</p><h1>Please wait a little</h1></div>
  <p>There were many tries in a short time. Wait a few minutes, then try again. This keeps everyone’s record safe.</p>
</xsl:template>

<xsl:template match="error[@status = 502 or @status = 503]" mode="title">We will be back soon</xsl:template>
<xsl:template match="error[@status = 502 or @status = 503]">
  <div class="head"><p class="step">Not available right now</p><h1>We will be back soon</h1></div>
  <p>The portal is busy, or we are working on it. Wait a minute, then load the page again. If you sent something, look first if it arrived.</p>
</xsl:template>
</xsl:stylesheet>
