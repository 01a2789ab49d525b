// Reading our own pages: their forms, headings and links. Not a browser: it
// knows well-formed tags with quoted attributes, as the views write them.

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: '\u00a0' }

/** Text of which the character references are resolved. */
export function unescape(text) {
  return text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (whole, name) => {
    if (name[0] !== '#') return NAMED[name.toLowerCase()] ?? whole
    const hex = name[1] === 'x' || name[1] === 'X'
    return String.fromCodePoint(parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10))
  })
}

/** What a person reads: no tags, blanks as one. */
export function textOf(html) {
  const bare = html.replace(/<(script|style)\b.*?<\/\1>/gis, ' ')
    .replace(/<!--.*?-->/gs, ' ').replace(/<[^>]*>/g, ' ')
  return unescape(bare).replace(/[\s\u00a0]+/g, ' ').trim()
}

function attributesOf(text) {
  const found = {}
  for (const [, name, , double, single, bare] of
    text.matchAll(/([^\s=>"'/]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
    found[name.toLowerCase()] = unescape(double ?? single ?? bare ?? '')
  }
  return found
}

/**
 * Every tag in order: { name, attributes, isEnd, after }, where after is the
 * text from the tag's end to the next tag.
 */
function* tagsOf(html) {
  const pattern = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>([^<]*)/gi
  for (const [, slash, name, attributes, after] of html.matchAll(pattern)) {
    yield { name: name.toLowerCase(), isEnd: slash !== '', after,
      attributes: slash === '' ? attributesOf(attributes) : {} }
  }
}

function addInput(form, { type = 'text', name, value, ...rest }) {
  if (name === undefined || 'disabled' in rest) return
  if (['submit', 'image', 'button', 'reset'].includes(type)) {
    form.buttons.push({ name, value: value ?? '' })
    return
  }
  form.controls.push({ type, name, value: value ?? 'on' })
  if (['radio', 'checkbox'].includes(type)) {
    if (!('checked' in rest)) return
    form.fields[name] = value ?? 'on'
  } else {
    form.fields[name] = value ?? ''
  }
}

function addOption(form, { attributes, after }) {
  const select = form.select
  const value = attributes.value ?? unescape(after).trim()
  select.options.push(value)
  if (!(select.name in form.fields) || 'selected' in attributes) {
    form.fields[select.name] = value
  }
}

function addTag(form, tag) {
  const { name, attributes } = tag
  if (name === 'input') addInput(form, attributes)
  if (name === 'button' && attributes.name !== undefined) {
    form.buttons.push({ name: attributes.name, value: attributes.value ?? '' })
  }
  if (name === 'textarea') {
    // The parser of browsers drops one line end after the tag, too.
    form.fields[attributes.name] = unescape(tag.after.replace(/^\r?\n/, ''))
    form.controls.push({ type: 'textarea', name: attributes.name })
  }
  if (name === 'select') {
    form.select = { type: 'select', name: attributes.name, options: [] }
    form.controls.push(form.select)
  }
  if (name === 'option' && form.select) addOption(form, tag)
}

/**
 * The page's forms: { action, method, attributes, fields, controls, buttons }.
 * fields is what would be sent as the page stands, buttons left out; controls
 * are the inputs, selects (with options) and textareas.
 */
export function formsOf(html, path) {
  const forms = []
  let form
  for (const tag of tagsOf(html)) {
    if (tag.name === 'form') {
      form = undefined
      if (tag.isEnd) continue
      form = { action: tag.attributes.action ?? path,
        method: (tag.attributes.method ?? 'get').toLowerCase(),
        attributes: tag.attributes, fields: {}, controls: [], buttons: [] }
      forms.push(form)
    } else if (form && !tag.isEnd) {
      addTag(form, tag)
    }
  }
  return forms
}

/** Where the page's links lead, in order. */
export function linksOf(html) {
  return [...tagsOf(html)].filter((tag) => tag.name === 'a' && !tag.isEnd)
    .map((tag) => tag.attributes.href).filter((href) => href !== undefined)
}

/** The text of the first element of this name, or undefined. */
export function elementText(html, name) {
  const found = new RegExp(`<${name}\\b[^>]*>(.*?)</${name}>`, 'is').exec(html)
  return found ? textOf(found[1]) : undefined
}
