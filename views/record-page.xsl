<?xml version="1.0" encoding="UTF-8"?>
<!--
  record-page.xsl: a health record as one page that is complete in itself

  For the zip that people take along: no script, nothing loaded from elsewhere,
  its style inside. Expects <record-page> with <preview> as of
  preview_record(), and <practice>.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="preview.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no"/>

<xsl:template match="/record-page">
  <html lang="en-US">
    <head>
      <meta charset="UTF-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
      <meta name="referrer" content="no-referrer"/>
      <title>Health record of <xsl:value-of select="preview/@name"/></title>
      <style><xsl:call-template name="record-page-style"/></style>
    </head>
    <body>
      <header>
        <h1>Health record of <xsl:value-of select="preview/@name"/></h1>
        <p><b>Dates:</b><xsl:text> </xsl:text><xsl:value-of select="preview/@period-says"/></p>
      </header>
      <main>
        <h2>What is on record</h2>
        <xsl:if test="preview/@empty"><p><b>There is no information in the chosen period.</b></p></xsl:if>
        <xsl:apply-templates select="preview"/>
      </main>
      <footer>
        <xsl:apply-templates select="practice" mode="record"/>
        <p>Is something wrong or missing? Please tell the practice.</p>
      </footer>
    </body>
  </html>
</xsl:template>

<xsl:template match="practice" mode="record">
  <p>
    <b><xsl:value-of select="@name"/></b>
    <xsl:for-each select="@line | @city | @state">
      <xsl:text>, </xsl:text>
      <xsl:value-of select="."/>
    </xsl:for-each>
    <xsl:text> </xsl:text><xsl:value-of select="@postal_code"/>
    <xsl:if test="@phone">
      <xsl:text>. Phone: </xsl:text>
      <a href="tel:{@phone-tel}"><xsl:value-of select="@phone"/></a>
    </xsl:if>
  </p>
</xsl:template>

<xsl:template name="record-page-style">
:root { color-scheme: light dark; --ink: #1d2a26; --soft: #4a5a54; --line: #c9d3ce; --ground: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9f0ec; --soft: #b6c4bd; --line: #46554e; --ground: #16211e; } }
html { font: 112.5%/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
body { max-width: 50rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1, h2 { font-family: Palatino, "Noto Serif", serif; line-height: 1.2; }
h2 { margin-top: 2rem; } h3 { margin: 1.8rem 0 .4rem; } h4 { margin: 1.2rem 0 .3rem; }
.soft, .small { color: var(--soft); } .vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.facts { display: grid; gap: .6rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); }
dt { color: var(--soft); } dd { margin: 0; font-weight: 600; }
.letter { white-space: pre-wrap; } @media (min-width: 40rem) { time { white-space: nowrap; } } .whole { display: inline-block; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .8rem .35rem 0; text-align: start; vertical-align: top; }
th { font-weight: 600; } .nums { font-variant-numeric: tabular-nums; } .bullets { padding-inline-start: 1.3em; } img { max-width: 100%; }
.contents ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; list-style: none; } .contents a { color: inherit; }
.wide-table { overflow-x: auto; }
@media screen and (max-width: 45em) {
  .cards, .cards :is(tbody, tr, th, td) { display: block; padding: 0; border: 0; } .cards thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .cards tr { padding: .8rem 0; } .cards tr + tr { border-top: 1px solid var(--line); } .cards td:empty { display: none; }
  .cards [data-label] { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .6rem; } .cards [data-label]::before { content: attr(data-label); color: var(--soft); }
}
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); }
@media print { html { font-size: 11pt; } h2, h3, h4 { break-after: avoid; } tr, li { break-inside: avoid; } thead { display: table-header-group; } }
</xsl:template>
</xsl:stylesheet>
