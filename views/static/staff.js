/*
 * What a script makes nicer in the practice's inbox; every page works without
 * it: keys, who else has a conversation open, and a draft that saves itself.
 */
const thread = document.querySelector('[data-thread]')
const compose = document.getElementById('compose')

/* Keys: single letters, never while somebody types, and not if switched off. */
const OFF = 'kith-staff-keys-off'
const help = document.querySelector('[data-keys]')
const box = help.querySelector('[data-keys-on]')

help.hidden = false
box.checked = localStorage.getItem(OFF) === null
box.addEventListener('change', () => {
  if (box.checked)
    localStorage.removeItem(OFF)
  else
    localStorage.setItem(OFF, '1')
})

/* The next of the list, from the one that has the focus or is open. */
function move(by) {
  const links = [...document.querySelectorAll('.list .mail a')]
  const from = links.indexOf(document.activeElement)
  const open = links.findIndex(link => link.hasAttribute('aria-current'))
  const at = (from < 0 ? open : from) + by

  links[Math.min(Math.max(at, 0), links.length - 1)]?.focus()
}

function write(kind) {
  if (compose === null)
    return
  compose.elements.kind.value = kind
  compose.elements.body.focus()
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  r: () => write('practice'),
  n: () => write('note'),
  g: () => document.getElementById('to')?.focus(),
  c: () => document.getElementById('close')?.focus(),
  '/': () => document.getElementById('q').focus(),
  '?': () => {
    help.open = !help.open
    help.querySelector('summary').focus()
  },
}

document.addEventListener('keydown', event => {
  const types = event.target.closest('input, textarea, select, [contenteditable]')

  if (types !== null || event.ctrlKey || event.metaKey || event.altKey || !box.checked)
    return
  if (!Object.hasOwn(keys, event.key))
    return
  event.preventDefault()
  keys[event.key]()
})

/* Who else has it open, and whether somebody wrote since. */
const POLL = 15000

function showOthers({ others, newest }) {
  const note = document.querySelector('[data-others]')

  note.hidden = others.length === 0
  note.querySelector('[data-names]').textContent = others.join('; ')
  document.querySelector('[data-newer]').hidden = newest <= Number(thread.dataset.newest)
}

async function poll() {
  if (document.hidden)
    return
  const answer = await fetch(`${thread.dataset.thread}/others`, { redirect: 'error' }).catch(() => null)

  if (answer !== null && answer.ok)
    showOthers(await answer.json())
}

if (thread !== null)
  setInterval(poll, POLL)

/* The draft, a little after the last letter; never once it is being sent. */
const REST = 2000
let timer
let isSending = false
let saving = null

async function save() {
  const { csrf, kind, body } = compose.elements

  saving = new AbortController()
  const answer = await fetch(compose.dataset.draft, {
    method: 'POST',
    signal: saving.signal,
    redirect: 'error',
    body: new URLSearchParams({ csrf: csrf.value, kind: kind.value, body: body.value }),
  }).catch(() => null)

  saving = null
  compose.querySelector('[data-saved]').hidden = answer === null || !answer.ok
}

compose?.addEventListener('input', event => {
  if (event.target.type === 'file')
    return
  compose.querySelector('[data-saved]').hidden = true
  clearTimeout(timer)
  timer = setTimeout(() => { if (!isSending) save() }, REST)
})
compose?.addEventListener('submit', () => {
  isSending = true
  clearTimeout(timer)
  saving?.abort()
})
