<!--
  A record that was sent by email, and what became of it, in words.

  Expects: sent @id @email @sent_at-says @from_day-says @to_day-says (none: all
  time) @sender (another person; none: who reads this) @attempts @done_at-says
  @bounced_at-says @reason "The mailbox does not exist"; @state =
    waiting   it goes out in a moment
    trying    it could not go yet, and is tried again
    sent      the other side's mail server took it
    returned  it took it, and sent it back
    failed    it was refused, or given up
    old       too long ago: nobody keeps what became of it
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="sent" mode="listed">
  <li><xsl:call-template name="icon-email"/>
    <div class="body"><h3><a href="/records/{../patient/@id}/send/{@id}"><xsl:value-of select="@email"/></a></h3>
      <p><time datetime="{@sent_at}"><xsl:value-of select="@sent_at-says"/></time> · <xsl:apply-templates select="." mode="dates-sent"/>
        <xsl:if test="@sender"> · by <xsl:value-of select="@sender"/></xsl:if></p>
      <xsl:if test="@reason and @state != 'sent'"><p class="soft"><xsl:value-of select="@reason"/>.</p></xsl:if></div>
    <div class="end"><xsl:apply-templates select="@state" mode="tag"/></div></li>
</xsl:template>

<xsl:template match="@state" mode="tag"/>
<xsl:template match="@state[. = 'waiting' or . = 'trying']" mode="tag"><span class="tag warn"><xsl:call-template name="icon-clock"/>Waiting</span></xsl:template>
<xsl:template match="@state[. = 'sent']" mode="tag"><span class="tag good"><xsl:call-template name="icon-check"/>Sent</span></xsl:template>
<xsl:template match="@state[. = 'returned']" mode="tag"><span class="tag bad"><xsl:call-template name="icon-alert"/>Came back</span></xsl:template>
<xsl:template match="@state[. = 'failed']" mode="tag"><span class="tag bad"><xsl:call-template name="icon-alert"/>Not sent</span></xsl:template>

<xsl:template match="sent" mode="news">
  <div class="note info" role="status"><xsl:call-template name="icon-info"/><div><p><b>This email was sent a long time ago.</b> We do not keep what became of it.</p></div></div>
</xsl:template>

<xsl:template match="sent[@state = 'waiting']" mode="news">
  <div class="note info" role="status"><xsl:call-template name="icon-clock"/><div><p><b>The email is waiting to go out.</b> That takes a moment. Look again in a minute.</p></div></div>
</xsl:template>

<xsl:template match="sent[@state = 'trying']" mode="news">
  <div class="note warn" role="status"><xsl:call-template name="icon-clock"/><div><p><b>The email is not sent yet.</b> <xsl:text> </xsl:text><xsl:value-of select="@reason"/>. We keep trying for some days.</p></div></div>
</xsl:template>

<xsl:template match="sent[@state = 'sent']" mode="news">
  <div class="note good" role="status"><xsl:call-template name="icon-check"/><div><p><b>The email was sent</b> on <xsl:value-of select="@done_at-full"/>. The other side’s mail server took it. If it comes back, you see it here.</p></div></div>
</xsl:template>

<xsl:template match="sent[@state = 'returned']" mode="news">
  <div class="note bad" role="status"><xsl:call-template name="icon-alert"/><div><p><b>The email came back.</b><xsl:text> </xsl:text><xsl:value-of select="@reason"/>. Check the address, and send it again.</p></div></div>
</xsl:template>

<xsl:template match="sent[@state = 'failed']" mode="news">
  <div class="note bad" role="status"><xsl:call-template name="icon-alert"/><div><p><b>The email was not sent.</b><xsl:text> </xsl:text><xsl:value-of select="@reason"/>.
    <xsl:if test="@attempts &gt; 1"> We tried <xsl:value-of select="@attempts"/> times, until <xsl:value-of select="@done_at-full"/>.</xsl:if> Check the address, or use a secure link.</p></div></div>
</xsl:template>
</xsl:stylesheet>
