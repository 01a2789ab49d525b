<!--
  Who looked at the record: what to show of it, and what to keep.

  Expects what activity.xsl does.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="activity-filter">
  <xsl:variable name="family">
    <xsl:if test="patient/@basis != 'self'">The patient and family</xsl:if>
    <xsl:if test="patient/@basis = 'self'">Family</xsl:if>
  </xsl:variable>
  <details class="more">
    <xsl:if test="form/field[string(.) or @error]"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
    <summary>Choose what to show</summary>
  <form class="sheet" method="get" action="/records/{patient/@id}/activity">
    <div class="three">
      <div class="field"><label for="who">Who</label>
        <select id="who" name="who">
          <xsl:call-template name="option"><xsl:with-param name="of">who</xsl:with-param><xsl:with-param name="value"></xsl:with-param><xsl:with-param name="says" select="'Everyone'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">who</xsl:with-param><xsl:with-param name="value">me</xsl:with-param><xsl:with-param name="says" select="'You'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">who</xsl:with-param><xsl:with-param name="value">family</xsl:with-param><xsl:with-param name="says" select="$family"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">who</xsl:with-param><xsl:with-param name="value">staff</xsl:with-param><xsl:with-param name="says" select="concat(practice/@short_name, ' staff')"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">who</xsl:with-param><xsl:with-param name="value">links</xsl:with-param><xsl:with-param name="says" select="'Secure links'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">who</xsl:with-param><xsl:with-param name="value">others</xsl:with-param><xsl:with-param name="says" select="'Others'"/></xsl:call-template>
        </select></div>
      <div class="field"><label for="kind">What</label>
        <select id="kind" name="kind">
          <xsl:call-template name="option"><xsl:with-param name="of">kind</xsl:with-param><xsl:with-param name="value"></xsl:with-param><xsl:with-param name="says" select="'Everything'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">kind</xsl:with-param><xsl:with-param name="value">look</xsl:with-param><xsl:with-param name="says" select="'Looked'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">kind</xsl:with-param><xsl:with-param name="value">download</xsl:with-param><xsl:with-param name="says" select="'Downloaded'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">kind</xsl:with-param><xsl:with-param name="value">send</xsl:with-param><xsl:with-param name="says" select="'Sent'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">kind</xsl:with-param><xsl:with-param name="value">share</xsl:with-param><xsl:with-param name="says" select="'Shared'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">kind</xsl:with-param><xsl:with-param name="value">change</xsl:with-param><xsl:with-param name="says" select="'Changed'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">kind</xsl:with-param><xsl:with-param name="value">access</xsl:with-param><xsl:with-param name="says" select="'Access'"/></xsl:call-template>
        </select></div>
      <div class="field"><label for="sort">In which order</label>
        <select id="sort" name="sort">
          <xsl:call-template name="option"><xsl:with-param name="of">sort</xsl:with-param><xsl:with-param name="value"></xsl:with-param><xsl:with-param name="says" select="'Newest first'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">sort</xsl:with-param><xsl:with-param name="value">old</xsl:with-param><xsl:with-param name="says" select="'Oldest first'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">sort</xsl:with-param><xsl:with-param name="value">who</xsl:with-param><xsl:with-param name="says" select="'By name'"/></xsl:call-template>
          <xsl:call-template name="option"><xsl:with-param name="of">sort</xsl:with-param><xsl:with-param name="value">what</xsl:with-param><xsl:with-param name="says" select="'By what was done'"/></xsl:call-template>
        </select></div>
      <xsl:call-template name="control">
        <xsl:with-param name="name">from</xsl:with-param><xsl:with-param name="label">From</xsl:with-param>
        <xsl:with-param name="type">date</xsl:with-param><xsl:with-param name="required" select="false()"/>
      </xsl:call-template>
      <xsl:call-template name="control">
        <xsl:with-param name="name">to</xsl:with-param><xsl:with-param name="label">To</xsl:with-param>
        <xsl:with-param name="type">date</xsl:with-param><xsl:with-param name="required" select="false()"/>
      </xsl:call-template>
      <button class="btn quiet" type="submit">Show</button>
    </div>
  </form></details>
</xsl:template>

<!-- One of a list to choose from; it stays as it was chosen. -->
<xsl:template name="option">
  <xsl:param name="of"/>
  <xsl:param name="value"/>
  <xsl:param name="says"/>
  <option value="{$value}">
    <xsl:if test="$value = string(/page/form/field[@name = $of])"><xsl:attribute name="selected">selected</xsl:attribute></xsl:if>
    <xsl:value-of select="$says"/>
  </option>
</xsl:template>

<!-- The address of this list, to be followed by &after=. -->
<xsl:template name="activity-link">
  <xsl:param name="path">activity</xsl:param>
  <xsl:text>/records/</xsl:text><xsl:value-of select="/page/patient/@id"/>/<xsl:value-of select="$path"/>?<xsl:text/>
  <xsl:for-each select="/page/form/field[string(.) and @name != 'after']">
    <xsl:if test="position() &gt; 1">&amp;</xsl:if><xsl:value-of select="@name"/>=<xsl:value-of select="."/>
  </xsl:for-each>
</xsl:template>

<xsl:template name="activity-keep">
  <section class="sheet stack" aria-labelledby="keep"><h2 id="keep" class="no-print">Keep this list</h2>
    <p class="no-print">You can save this list as a file, with all that you chose above. Spreadsheet programs open it.</p>
    <p><a class="btn quiet"><xsl:attribute name="href"><xsl:call-template name="activity-link"><xsl:with-param name="path">activity.csv</xsl:with-param></xsl:call-template></xsl:attribute><xsl:call-template name="icon-download"/>Download as CSV</a></p>
    <xsl:if test="head">
      <p class="soft">Last sealed <time datetime="{head/@sealed_at}"><xsl:apply-templates select="head/@sealed_at-says" mode="within"/></time>. From then on nobody, not even we, can change or remove a line before that without it being found. The seal has number <span class="nums"><xsl:value-of select="head/@sequence"/></span> and begins with <span class="nums"><xsl:value-of select="head/@digest"/></span>.</p>
    </xsl:if>
  </section>
  <xsl:if test="patient/@basis = 'self'"><xsl:call-template name="activity-check"/></xsl:if>
</xsl:template>

<xsl:template name="activity-check">
  <section class="sheet stack no-print" aria-labelledby="check"><h2 id="check">Check the list yourself</h2>
    <p>You don’t have to take our word for it. Each line is sealed when it is written. On your own computer, without us and without the internet, you can check that no line was changed, added or taken out.</p>
    <ol class="steps">
      <li>Save the list with its seals. <a href="/records/{patient/@id}/activity.json">Download sealed list</a></li>
      <li>Save the page that checks it. <a href="/static/check-history.html" download="check-history.html">Download checking page</a></li>
      <li>Open the checking page on your computer, and choose the list. It stays on your computer.</li>
    </ol>
    <p class="soft">Our key begins with <span class="nums"><xsl:value-of select="@seal-key"/></span>. The checking page must show the same one. Keep the list: with a newer one later, the page can show that nothing in the older one was changed.</p>
  </section>
</xsl:template>
</xsl:stylesheet>
