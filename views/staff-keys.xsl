<!-- What keys do. staff.js shows it, obeys the keys, and can be told not to. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template name="keys">
  <details class="more keys" hidden="" data-keys="keys">
    <summary><span class="hidden">Show keyboard shortcuts</span><span class="shown">Hide keyboard shortcuts</span></summary>
    <dl>
      <div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>Next, one before</dd></div>
      <div><dt><kbd>Enter</kbd></dt><dd>Open it</dd></div>
      <div><dt><kbd>r</kbd></dt><dd>Write an answer</dd></div>
      <div><dt><kbd>n</kbd></dt><dd>Write a note for staff</dd></div>
      <div><dt><kbd>g</kbd></dt><dd>Give to someone</dd></div>
      <div><dt><kbd>c</kbd></dt><dd>Go to Close</dd></div>
      <div><dt><kbd>/</kbd></dt><dd>Search</dd></div>
      <div><dt><kbd>?</kbd></dt><dd>This list</dd></div>
    </dl>
    <label class="choice bare"><input type="checkbox" data-keys-on="on" checked="checked"/> <span>Use these keys</span></label>
  </details>
  <script type="module" src="/static/staff.js"></script>
</xsl:template>
</xsl:stylesheet>
