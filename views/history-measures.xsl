<!-- Medical History: vital signs, social and family history, checks. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:key name="social" match="record/observation[@category = 'social']" use="concat(@code, '|', @display)"/>
<xsl:key name="vital" match="record/observation[@category = 'vital']" use="@code | @display[not(../@code)]"/>

<!-- The newest of each kind, the way to all over time, and a table. -->
<xsl:template match="record" mode="vitals">
  <xsl:variable name="all" select="observation[@category = 'vital']"/>
  <section class="sheet stack" aria-labelledby="vitals">
    <h2 id="vitals">Vital signs</h2>
    <xsl:choose>
      <xsl:when test="$all">
        <dl class="facts"><xsl:apply-templates select="$all" mode="newest"/></dl>
        <p class="line no-print"><a class="go" href="/health/{../patient/@id}/measures">See them over time</a>
          <xsl:if test="../@is_growing"><a class="go" href="/health/{../patient/@id}/growth">Growth chart</a></xsl:if></p>
        <details class="more"><summary><span class="hidden">Show measurements</span><span class="shown">Hide measurements</span></summary>
          <div class="stack"><table class="cards" role="table"><caption class="vh">Measurements, newest first</caption>
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">What</th><th role="columnheader" scope="col">Value</th><th role="columnheader" scope="col">Date</th></tr></thead>
            <tbody role="rowgroup"><xsl:apply-templates select="$all[position() &lt;= 60]" mode="row"/></tbody></table>
            <xsl:apply-templates select="$all[61]" mode="older"/></div></details>
      </xsl:when>
      <xsl:otherwise><p class="soft">No vital signs on record. After a visit you will see weight, blood pressure and more here.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template match="observation" mode="newest"/>
<xsl:template match="observation[generate-id() = generate-id(key('vital', (@code | @display[not(../@code)])[last()])[1])]" mode="newest">
  <div><dt><xsl:apply-templates select="@display" mode="plain"/></dt>
    <dd class="nums"><xsl:apply-templates select="." mode="value"/><xsl:apply-templates select="@flag" mode="tag"/><br/>
      <span class="soft small"><xsl:apply-templates select="(@taken_when | @taken_day)[1]" mode="date"/></span></dd></div>
</xsl:template>

<xsl:template match="observation" mode="row">
  <tr role="row"><th role="rowheader" scope="row"><xsl:apply-templates select="@display" mode="plain"/></th>
    <td role="cell" class="nums"><xsl:apply-templates select="." mode="value"/><xsl:apply-templates select="@flag" mode="tag"/></td>
    <td role="cell"><xsl:apply-templates select="(@taken_when | @taken_day)[1]" mode="date"/></td></tr>
</xsl:template>

<!-- A page stays short; nothing is lost. -->
<xsl:template match="observation" mode="older">
  <p class="soft">These are the newest 60. Older ones are in the record that you can download under Health Records.</p>
</xsl:template>

<!-- The newest of each, then what was said before. -->
<xsl:template match="record" mode="social">
  <xsl:variable name="all" select="observation[@category = 'social']"/>
  <xsl:variable name="older" select="$all[generate-id() != generate-id(key('social', concat(@code, '|', @display))[1])]"/>
  <section class="sheet stack" aria-labelledby="social">
    <h2 id="social">Social history</h2>
    <dl class="facts"><xsl:apply-templates select="$all[generate-id() = generate-id(key('social', concat(@code, '|', @display))[1])]" mode="fact"/></dl>
    <xsl:if test="$older">
      <details class="more"><summary><span class="hidden">Show older answers (<xsl:value-of select="count($older)"/>)</span><span class="shown">Hide older answers</span></summary>
        <dl class="facts"><xsl:apply-templates select="$older" mode="fact"/></dl></details>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template match="observation" mode="fact">
  <div><dt><xsl:apply-templates select="@display" mode="plain"/></dt>
    <dd><xsl:apply-templates select="." mode="value"/><br/>
      <span class="soft small"><xsl:apply-templates select="(@taken_when | @taken_day)[1]" mode="date"/></span></dd></div>
</xsl:template>

<xsl:template match="record" mode="checks">
  <xsl:variable name="all" select="observation[@category = 'survey' or @category = 'function' or @category = 'mental' or @category = 'exam']"/>
  <section class="sheet stack" aria-labelledby="checks">
    <h2 id="checks">Checks and questions</h2>
    <p>What you were asked or checked for: daily life, mood, how well you get around.</p>
    <details class="more"><summary><span class="hidden">Show answers</span><span class="shown">Hide answers</span></summary>
      <div class="stack"><table class="cards" role="table"><caption class="vh">Answers, newest first</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">What</th><th role="columnheader" scope="col">Answer</th><th role="columnheader" scope="col">Date</th></tr></thead>
        <tbody role="rowgroup"><xsl:apply-templates select="$all[position() &lt;= 60]" mode="row"/></tbody></table>
        <xsl:apply-templates select="$all[61]" mode="older"/></div></details>
  </section>
</xsl:template>

<xsl:template match="record" mode="family">
  <section class="sheet flush" aria-labelledby="family">
    <div class="cap"><h2 id="family">Family history</h2></div>
    <ul class="rows"><xsl:apply-templates select="family_history"/></ul>
  </section>
</xsl:template>

<xsl:template match="family_history">
  <li><div class="body"><h3><xsl:value-of select="@relation"/>: <xsl:apply-templates select="@display" mode="plain"/></h3>
    <p class="soft">
      <xsl:if test="@onset">Began: <xsl:value-of select="@onset"/></xsl:if>
      <xsl:if test="@onset and @deceased = 1"> · </xsl:if>
      <xsl:if test="@deceased = 1">Has died</xsl:if></p>
    <xsl:apply-templates select="@note" mode="note"/></div></li>
</xsl:template>
</xsl:stylesheet>
