<!--
  Icons: 24 px grid, drawn with the colour of the text; class "icon" in kith.css.
  An icon never stands without a word. They stand inline because Firefox long
  refused <use> of another file under "default-src 'none'".
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:attribute-set name="icon">
  <xsl:attribute name="class">icon</xsl:attribute>
  <xsl:attribute name="viewBox">0 0 24 24</xsl:attribute>
  <xsl:attribute name="aria-hidden">true</xsl:attribute>
</xsl:attribute-set>

<xsl:template name="icon-home"><svg xsl:use-attribute-sets="icon"><path d="M3.8 11.2 12 4.2l8.2 7"/><path d="M6 9.6V19a1 1 0 0 0 1 1h3v-5.2h4V20h3a1 1 0 0 0 1-1V9.6"/></svg></xsl:template>
<xsl:template name="icon-health"><svg xsl:use-attribute-sets="icon"><path d="M12 20.2S3.4 15 3.4 9.2A4.5 4.5 0 0 1 12 7.1a4.5 4.5 0 0 1 8.6 2.1c0 5.8-8.6 11-8.6 11Z"/><path d="M7.2 11.6h2.2l1.5-2.5 2.2 4.6 1.4-2.1h2.3"/></svg></xsl:template>
<xsl:template name="icon-messages"><svg xsl:use-attribute-sets="icon"><path d="M5 4.8h14a1.8 1.8 0 0 1 1.8 1.8v8.6a1.8 1.8 0 0 1-1.8 1.8h-6.6L7.6 20.6V17H5a1.8 1.8 0 0 1-1.8-1.8V6.6A1.8 1.8 0 0 1 5 4.8Z"/><path d="M7.4 9.2h9.2M7.4 12.7h5.8"/></svg></xsl:template>
<xsl:template name="icon-records"><svg xsl:use-attribute-sets="icon"><path d="M7 3.2h7.2l4.6 4.6V19a1.8 1.8 0 0 1-1.8 1.8H7A1.8 1.8 0 0 1 5.2 19V5A1.8 1.8 0 0 1 7 3.2Z"/><path d="M13.9 3.4v4.7h4.7M8.8 12.5h6.4M8.8 16.2h6.4"/></svg></xsl:template>
<xsl:template name="icon-family"><svg xsl:use-attribute-sets="icon"><circle cx="8.7" cy="8" r="3.3"/><path d="M2.8 19.8c.3-3.7 2.6-5.9 5.9-5.9s5.6 2.2 5.9 5.9"/><circle cx="16.9" cy="9.3" r="2.4"/><path d="M17.2 14.3c2.3 0 3.9 1.6 4.1 4.3"/></svg></xsl:template>
<xsl:template name="icon-person"><svg xsl:use-attribute-sets="icon"><circle cx="12" cy="8" r="3.8"/><path d="M4.6 20.2c.5-4.1 3.3-6.5 7.4-6.5s6.9 2.4 7.4 6.5"/></svg></xsl:template>
<xsl:template name="icon-results"><svg xsl:use-attribute-sets="icon"><path d="M9 3.2h6M10.3 3.2v6.2l-5.1 8.5A1.9 1.9 0 0 0 6.8 20.8h10.4a1.9 1.9 0 0 0 1.6-2.9l-5.1-8.5V3.2"/><path d="M8 14.6h8"/></svg></xsl:template>
<xsl:template name="icon-vaccination"><svg xsl:use-attribute-sets="icon"><path d="m16.8 3.2 4 4M18.8 5.2l-2.9 2.9M12.5 5.6l5.9 5.9M14 7.1l-8.3 8.3a1.5 1.5 0 0 0 0 2.1l.8.8a1.5 1.5 0 0 0 2.1 0l8.3-8.3M5.9 18.1l-2.7 2.7M11 10.1l1.9 1.9M8.2 12.9l1.9 1.9"/></svg></xsl:template>
<xsl:template name="icon-pill"><svg xsl:use-attribute-sets="icon"><rect x="2.6" y="7.9" width="18.8" height="8.2" rx="4.1" transform="rotate(-45 12 12)"/><path d="m9.1 9.1 5.8 5.8"/></svg></xsl:template>
<xsl:template name="icon-alert"><svg xsl:use-attribute-sets="icon"><path d="M10.7 4.3 2.9 17.8a1.5 1.5 0 0 0 1.3 2.3h15.6a1.5 1.5 0 0 0 1.3-2.3L13.3 4.3a1.5 1.5 0 0 0-2.6 0Z"/><path d="M12 9.4v4.3M12 16.8v.1"/></svg></xsl:template>
<xsl:template name="icon-info"><svg xsl:use-attribute-sets="icon"><circle cx="12" cy="12" r="8.8"/><path d="M12 11v5.2M12 7.8v.1"/></svg></xsl:template>
<xsl:template name="icon-help"><svg xsl:use-attribute-sets="icon"><circle cx="12" cy="12" r="8.8"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.8 2.2c-.9.5-1.3 1-1.3 1.9M12 16.6v.1"/></svg></xsl:template>
<xsl:template name="icon-download"><svg xsl:use-attribute-sets="icon"><path d="M12 3.8v11.4M7.4 10.8l4.6 4.6 4.6-4.6M4.2 16.8v2a1.5 1.5 0 0 0 1.5 1.5h12.6a1.5 1.5 0 0 0 1.5-1.5v-2"/></svg></xsl:template>
<xsl:template name="icon-share"><svg xsl:use-attribute-sets="icon"><path d="M12 14.8V3.6M7.8 7.7 12 3.5l4.2 4.2M8.2 10.8H6.4a1.5 1.5 0 0 0-1.5 1.5v6.5a1.5 1.5 0 0 0 1.5 1.5h11.2a1.5 1.5 0 0 0 1.5-1.5v-6.5a1.5 1.5 0 0 0-1.5-1.5h-1.8"/></svg></xsl:template>
<xsl:template name="icon-print"><svg xsl:use-attribute-sets="icon"><path d="M7 8.8V3.6h10v5.2M7 17H5.2a1.6 1.6 0 0 1-1.6-1.6v-5a1.6 1.6 0 0 1 1.6-1.6h13.6a1.6 1.6 0 0 1 1.6 1.6v5a1.6 1.6 0 0 1-1.6 1.6H17"/><path d="M7 14h10v6.4H7z"/></svg></xsl:template>
<xsl:template name="icon-attach"><svg xsl:use-attribute-sets="icon"><path d="m19.8 11.3-7.9 7.9a4.7 4.7 0 0 1-6.7-6.7l8.2-8.1a3.1 3.1 0 0 1 4.5 4.4l-8.2 8.2a1.6 1.6 0 0 1-2.2-2.2l7.3-7.3"/></svg></xsl:template>
<xsl:template name="icon-email"><svg xsl:use-attribute-sets="icon"><rect x="3.2" y="5.2" width="17.6" height="13.6" rx="1.8"/><path d="m3.8 7.2 7 5.3a2 2 0 0 0 2.4 0l7-5.3"/></svg></xsl:template>
<xsl:template name="icon-link"><svg xsl:use-attribute-sets="icon"><path d="M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7l-1.1 1.1"/><path d="M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.1-1.1"/></svg></xsl:template>
<xsl:template name="icon-menu"><svg xsl:use-attribute-sets="icon"><path d="M4 7h16M4 12h16M4 17h16"/></svg></xsl:template>
<xsl:template name="icon-check"><svg xsl:use-attribute-sets="icon"><path d="m5 12.8 4.4 4.4L19 7.4"/></svg></xsl:template>
<xsl:template name="icon-close"><svg xsl:use-attribute-sets="icon"><path d="m6 6 12 12M18 6 6 18"/></svg></xsl:template>
<xsl:template name="icon-plus"><svg xsl:use-attribute-sets="icon"><path d="M12 5v14M5 12h14"/></svg></xsl:template>
<xsl:template name="icon-clock"><svg xsl:use-attribute-sets="icon"><circle cx="12" cy="12" r="8.8"/><path d="M12 7.2V12l3.2 2"/></svg></xsl:template>
<xsl:template name="icon-calendar"><svg xsl:use-attribute-sets="icon"><rect x="3.8" y="5.2" width="16.4" height="15" rx="1.8"/><path d="M3.8 10h16.4M8.2 3v4M15.8 3v4"/></svg></xsl:template>
<xsl:template name="icon-lock"><svg xsl:use-attribute-sets="icon"><rect x="4.8" y="10.4" width="14.4" height="10" rx="1.8"/><path d="M8 10.4V8a4 4 0 0 1 8 0v2.4M12 14.4v2.2"/></svg></xsl:template>
<xsl:template name="icon-chart"><svg xsl:use-attribute-sets="icon"><path d="M4 4v14.6A1.4 1.4 0 0 0 5.4 20H20"/><path d="m7.6 15 3.4-4.5 3.1 2.6 4.9-6.4"/></svg></xsl:template>
<xsl:template name="icon-form"><svg xsl:use-attribute-sets="icon"><path d="M9 4.8H6.8A1.6 1.6 0 0 0 5.2 6.4v13a1.6 1.6 0 0 0 1.6 1.6h10.4a1.6 1.6 0 0 0 1.6-1.6v-13a1.6 1.6 0 0 0-1.6-1.6H15"/><rect x="9" y="3" width="6" height="3.6" rx="1"/><path d="m8.8 13.6 2.2 2.2 4.2-4.4"/></svg></xsl:template>
<xsl:template name="icon-bill"><svg xsl:use-attribute-sets="icon"><path d="M6 3.6h12v17l-2.4-1.5-1.8 1.5-1.8-1.5-1.8 1.5-1.8-1.5L6 20.6Z"/><path d="M9.2 8.4h5.6M9.2 12.2h5.6"/></svg></xsl:template>
<xsl:template name="icon-phone"><svg xsl:use-attribute-sets="icon"><path d="M6.3 3.7 8.6 3.3a1.2 1.2 0 0 1 1.3.7l1.2 2.7a1.2 1.2 0 0 1-.3 1.4L9.2 9.4a10.6 10.6 0 0 0 5.4 5.4l1.3-1.6a1.2 1.2 0 0 1 1.4-.3l2.7 1.2a1.2 1.2 0 0 1 .7 1.3l-.4 2.3a1.6 1.6 0 0 1-1.6 1.3C11.2 19 5 12.8 5 5.3a1.6 1.6 0 0 1 1.3-1.6Z"/></svg></xsl:template>
<xsl:template name="icon-switch"><svg xsl:use-attribute-sets="icon"><path d="M4 8.2h14.6M15 4.6l3.6 3.6L15 11.8M20 15.8H5.4M9 12.2l-3.6 3.6L9 19.4"/></svg></xsl:template>
<xsl:template name="icon-eye"><svg xsl:use-attribute-sets="icon"><path d="M2.6 12S6 5.8 12 5.8 21.4 12 21.4 12 18 18.2 12 18.2 2.6 12 2.6 12Z"/><circle cx="12" cy="12" r="2.8"/></svg></xsl:template>
<xsl:template name="icon-search"><svg xsl:use-attribute-sets="icon"><circle cx="10.8" cy="10.8" r="6.6"/><path d="m15.8 15.8 4.6 4.6"/></svg></xsl:template>
<xsl:template name="icon-note"><svg xsl:use-attribute-sets="icon"><path d="m14.6 5.6 3.8 3.8M4.2 19.8l.9-4.1L16 4.8a1.7 1.7 0 0 1 2.4 0l.8.8a1.7 1.7 0 0 1 0 2.4L8.3 18.9Z"/></svg></xsl:template>
<xsl:template name="icon-reply"><svg xsl:use-attribute-sets="icon"><path d="M9.4 5.2 4 10.6l5.4 5.4M4.4 10.6h8.4a6.8 6.8 0 0 1 6.8 6.8v1.4"/></svg></xsl:template>
<xsl:template name="icon-out"><svg xsl:use-attribute-sets="icon"><path d="M14.8 8V5.4a1.6 1.6 0 0 0-1.6-1.6H6.4a1.6 1.6 0 0 0-1.6 1.6v13.2a1.6 1.6 0 0 0 1.6 1.6h6.8a1.6 1.6 0 0 0 1.6-1.6V16M10 12h10.6M17.2 8.4 20.8 12l-3.6 3.6"/></svg></xsl:template>
<xsl:template name="icon-up"><svg xsl:use-attribute-sets="icon"><path d="M12 19.5v-14M6.5 11 12 5.5 17.5 11"/></svg></xsl:template>
<xsl:template name="icon-down"><svg xsl:use-attribute-sets="icon"><path d="M12 4.5v14M6.5 13l5.5 5.5 5.5-5.5"/></svg></xsl:template>
<xsl:template name="icon-leaf"><svg xsl:use-attribute-sets="icon"><path d="M5 19c0-9 5-14 15-14 0 10-5 14.5-12.5 13.5M5 20c1.5-4.5 4.5-7.5 9-9.5"/></svg></xsl:template>
</xsl:stylesheet>
