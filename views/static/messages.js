/*
 * Writing a message: counts, keeps a draft, gathers files, shows how far
 * sending is. Every page works without it. Its words stand in the views.
 */
const SAVE_AFTER = 1500
const all = (what, within = document) => [...within.querySelectorAll(what)]

/* As the server counts: what a person sees as one character. */
const letters = 'Segmenter' in Intl ? new Intl.Segmenter() : null
const count = text => {
  const plain = text.trim().replace(/\r\n?/g, '\n')

  return letters === null ? [...plain].length : [...letters.segment(plain)].length
}
const number = n => n.toLocaleString('en-US')

function countIn(form) {
  const box = form.elements.message
  const max = Number(box.dataset.max)
  const n = count(box.value)

  form.querySelector('[data-count]').textContent =
    `${number(n)} ${form.querySelector('[data-count]').dataset.count} ${number(max)} characters`
  box.closest('.field').classList.toggle('bad',
    n > max || box.getAttribute('aria-invalid') === 'true')
}

/* The offices follow the provider; who has none can be met at any. */
function offices(form) {
  const { provider, office } = form.elements

  if (!provider || !office)
    return
  const options = [...office.options].filter(o => o.value !== '')
  const at = o => (o.dataset.at ?? '').split(' ').includes(provider.value)
  const some = options.some(at)

  for (const o of options)
    o.hidden = o.disabled = provider.value !== '' && some && !at(o)
  const left = options.filter(o => !o.disabled)
  if (office.selectedOptions[0]?.disabled)
    office.value = ''
  if (left.length === 1)
    office.value = left[0].value
}

function promise(form) {
  const place = form.querySelector('[data-promise]:not(option)')
  const said = form.elements.subject?.selectedOptions[0]?.dataset.promise

  if (place !== null && said !== undefined)
    place.textContent = `${place.dataset.promise} ${said}.`
}

/* The draft: what is written is on the server soon after. */
const FIELDS = ['csrf', 'conversation', 'provider', 'office', 'subject', 'message', 'private']
let timer

function draftOf(form) {
  const typed = new FormData(form)
  const data = new URLSearchParams()

  for (const name of FIELDS) {
    if (typed.get(name))
      data.set(name, typed.get(name))
  }
  return data
}

async function save(form) {
  const place = form.querySelector('[data-saved]')
  const data = draftOf(form)

  clearTimeout(timer)
  form.draftIsOld = false
  try {
    const answer = await fetch(form.dataset.letter,
      { method: 'POST', body: data, redirect: 'manual', keepalive: true })
    if (!answer.ok)
      form.draftIsOld = true
    place.textContent = answer.ok ? `${place.dataset.saved} ${await answer.text()}`
      : answer.type === 'opaqueredirect' || answer.status < 500 ? place.dataset.out
        : place.dataset.away
  } catch {
    form.draftIsOld = true
    place.textContent = place.dataset.away
  }
}

function changed(form) {
  form.draftIsOld = true
  clearTimeout(timer)
  timer = setTimeout(save, SAVE_AFTER, form)
}

/* Files: those chosen before stay when more are chosen. */
const TYPES = /\.(pdf|jpe?g|png)$/i

/* Why a file will not do, in the words of the view. */
function whyNot(file, input, n) {
  const { type, size, number: many, megabytes, files } = input.dataset

  if (!TYPES.test(file.name))
    return `${file.name} ${type}`
  if (file.size > Number(megabytes) * 1048576)
    return `${file.name} ${size}`
  if (n >= Number(files))
    return `${file.name} ${many}`
  return null
}

function say(form, lines) {
  const place = form.querySelector('[data-problem]')

  place.hidden = lines.length === 0
  place.textContent = lines.join(' ')
}

function sizeOf(bytes) {
  return bytes >= 1024000 ? `${(bytes / 1048576).toFixed(1)} MB`
    : `${Math.ceil(bytes / 1024)} KB`
}

function row(form, file) {
  const item = document.createElement('li')
  const name = document.createElement('span')
  const size = document.createElement('span')
  const button = document.createElement('button')
  const which = document.createElement('span')

  item.dataset.chosen = ''
  size.className = 'soft small nums'
  size.textContent = ` ${sizeOf(file.size)}`
  name.append(file.name, size)
  button.type = 'button'
  button.className = 'btn plain'
  which.className = 'vh'
  which.textContent = ` ${file.name}`
  button.append(form.elements.files.dataset.remove, which)
  button.addEventListener('click', () => {
    form.chosen = form.chosen.filter(f => f !== file)
    show(form)
    form.elements.files.focus()
  })
  item.append(name, button)
  return item
}

function show(form) {
  const list = form.querySelector('ul.files')
  const transfer = new DataTransfer()

  all('[data-chosen]', list).forEach(item => item.remove())
  form.chosen.forEach(file => transfer.items.add(file))
  form.elements.files.files = transfer.files
  list.append(...form.chosen.map(file => row(form, file)))
  list.hidden = list.children.length === 0
}

function choose(form) {
  const input = form.elements.files
  const kept = Number(form.querySelector('ul.files').dataset.kept)
  const problems = []

  for (const file of input.files) {
    const why = whyNot(file, input, kept + form.chosen.length)
    const same = f => f.name === file.name && f.size === file.size &&
      f.lastModified === file.lastModified

    if (why !== null)
      problems.push(why)
    else if (!form.chosen.some(same))
      form.chosen.push(file)
  }
  say(form, problems)
  show(form)
}

/* Sending: the same form with the same key, so that trying again is safe. */
function done(form, request) {
  const page = request.response
  const main = page?.querySelector('main')

  if (new URL(request.responseURL).pathname !== new URL(form.action).pathname)
    return location.assign(request.responseURL)
  if (!main)
    return failed(form)
  document.title = page.title
  document.querySelector('main').replaceWith(document.adoptNode(main))
  all('form[data-letter]').forEach(bind)
  document.getElementById('problems')?.focus()
}

function failed(form) {
  const place = form.querySelector('[data-sending]')

  place.hidden = true
  form.isSending = false
  form.querySelector('.actions .btn').removeAttribute('aria-disabled')
  say(form, [place.dataset.failed])
}

function send(event) {
  const { currentTarget: form, submitter } = event

  if (submitter?.hasAttribute('formaction'))
    return
  event.preventDefault()
  event.stopPropagation()
  if (form.isSending)
    return
  const request = new XMLHttpRequest()
  const place = form.querySelector('[data-sending]')
  const bar = place.querySelector('progress')

  clearTimeout(timer)
  form.draftIsOld = false
  form.isSending = true
  form.querySelector('.actions .btn').setAttribute('aria-disabled', 'true')
  say(form, [])
  place.hidden = false
  request.open('POST', form.action)
  request.responseType = 'document'
  request.upload.addEventListener('progress', e => { bar.value = e.loaded / e.total })
  request.addEventListener('load', () => done(form, request))
  request.addEventListener('error', () => failed(form))
  request.send(new FormData(form))
}

function bind(form) {
  form.chosen = []
  form.querySelector('.attach').classList.add('live')
  countIn(form)
  offices(form)
  promise(form)
  form.addEventListener('submit', send)
  form.elements.message.addEventListener('input', () => {
    countIn(form)
    changed(form)
  })
  form.addEventListener('change', event => {
    if (event.target === form.elements.files)
      return choose(form)
    offices(form)
    promise(form)
    changed(form)
  })
}

all('form[data-letter]').forEach(bind)

/* What was typed last goes before the page does. */
window.addEventListener('pagehide', () => {
  for (const form of all('form[data-letter]')) {
    if (form.draftIsOld)
      navigator.sendBeacon(form.dataset.letter, draftOf(form))
  }
})

/* A link to "#write" opens what it leads to. */
const write = document.getElementById('write')
if (location.hash === '#write' && write?.localName === 'details') {
  write.open = true
  write.querySelector('summary').focus()
}
