<!-- The picture: hills and a river, by day in light and by night in dark. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="scene">
  <xsl:param name="part" select="'0 0 720 920'"/>
  <svg class="scene" viewBox="{$part}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    <rect class="a" width="720" height="920"/><circle class="o" cx="498" cy="306" r="60"/>
    <path class="b" d="M0 452c86-60 164-76 250-38 72 32 124 18 190-16 92-46 190-30 280 22v500H0Z"/>
    <path class="c" d="M0 520c104-62 214-54 316-14 98 38 170 18 244-10 60-22 110-20 160-4v428H0Z"/>
    <path class="d" d="M0 602c112-50 220-40 324-18 150 32 272-4 396-36v372H0Z"/>
    <path class="w" d="M420 584c-62 12-70 36-4 54 76 20 126 40 90 76-44 44-256 50-300 116-20 32-16 62-4 90h306c-44-34-66-62-34-94 46-46 196-70 188-136-8-54-138-54-192-76-28-10-36-20-50-30Z"/>
    <path class="e" d="M0 724c48-18 118-22 158 8 42 32 36 70 16 104-16 28-18 56-6 84H0Z"/>
    <path class="e" d="M720 742c-56 20-92 54-132 84-44 32-62 60-46 94h178Z"/>
    <path class="t" d="M68 728v-72M112 722v-50M640 800v-70M676 784v-54" fill="none"/>
    <path class="e" d="M68 552c28 28 40 60 30 86-5 16-16 26-30 26s-25-10-30-26c-10-26 2-58 30-86ZM112 604c20 20 29 44 22 63-4 12-12 19-22 19s-18-7-22-19c-7-19 2-43 22-63ZM640 628c27 27 38 58 29 83-5 15-16 25-29 25s-24-10-29-25c-9-25 2-56 29-83ZM676 666c20 20 28 42 21 61-4 11-11 18-21 18s-17-7-21-18c-7-19 1-41 21-61Z"/>
  </svg>
</xsl:template>
</xsl:stylesheet>
