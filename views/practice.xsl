<!--
  The practice: its name on top, and help at the same place on every page.

  Expects: practice @name @phone @phone-tel @hours @support_phone
  @support_phone-tel @support_email @billing_email @feedback_email; of these
  a practice may leave out all but @name and @phone.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="practice" mode="logo">
  <a class="logo" href="{$home}">
    <svg viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" rx="11"/><path d="M26.5 7.5c-11 0-14 4.5-9.5 9.5s9 6.5 5.5 11-8 4.5-11 4.5"/></svg>
    <span><xsl:value-of select="@name"/><xsl:apply-templates select="." mode="beside-logo"/></span>
  </a>
</xsl:template>

<xsl:template match="practice" mode="beside-logo"/>

<!-- Help: at the same place on every page. -->
<xsl:template match="practice" mode="foot">
  <footer class="foot">
    <div class="wide three">
      <section><h2>Call the office</h2>
        <p><xsl:apply-templates select="@phone" mode="tel"/><br/>
          <span class="soft"><xsl:value-of select="@hours"/></span></p>
        <p class="soft">If something becomes urgent, do not wait for an answer here. Call us.</p></section>
      <section><h2>Help with this portal</h2>
        <p><xsl:apply-templates select="@support_phone" mode="tel"/><br/>
          <xsl:apply-templates select="@support_email" mode="mail"/><br/>
          <span class="soft">We answer in 24 to 48 hours, not on weekends or holidays.</span></p></section>
      <section><h2>More</h2>
        <p>Billing questions<br/><xsl:apply-templates select="@billing_email" mode="mail"/></p>
        <p>Comments and ideas<br/><xsl:apply-templates select="@feedback_email" mode="mail"/></p></section>
    </div>
  </footer>
</xsl:template>

<!-- A number to call, with hard spaces: "(802) 555-0142". -->
<xsl:template match="@phone | @support_phone" mode="tel">
  <a class="tel" href="tel:{../@*[name() = concat(name(current()), '-tel')]}"><xsl:value-of select="translate(., ' -', '&#160;&#8209;')"/></a>
</xsl:template>

<xsl:template match="@*" mode="mail">
  <a href="mailto:{.}"><xsl:value-of select="."/></a>
</xsl:template>
</xsl:stylesheet>
