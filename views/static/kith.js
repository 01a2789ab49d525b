/*
 * What a script makes nicer; every page works without it. It holds no words:
 * they stand in the views, hidden until needed. It stores nothing, and by
 * itself it asks the server nothing that would keep a session alive.
 */
const all = (what, within = document) => [...within.querySelectorAll(what)]

/* The session: a warning two minutes before it ends, then the way out. */
const WARN = 120
const warning = document.querySelector('.timeout')
/* Other tabs of the same session: a patient's is not a staff member's. */
const tabs = 'BroadcastChannel' in window
  ? new BroadcastChannel(document.querySelector('[data-stay]')?.dataset.stay ?? 'kith') : null
let seen = Date.now()
let timer

function alive() {
  seen = Date.now()
  warning.hidden = true
}

/* Compares clocks, since timers stand still while a device sleeps. */
function watch(idle) {
  const left = idle - (Date.now() - seen) / 1000

  warning.hidden = left > WARN
  if (left < -5) {
    clearInterval(timer)
    location.replace(location.pathname + location.search)
  }
}

/* A click, not a timer: only a person stays signed in. */
async function stay(button) {
  const answer = await fetch(button.dataset.stay, {
    method: 'POST',
    body: new URLSearchParams({ csrf: button.dataset.csrf }),
  }).catch(() => null)

  if (answer === null || !answer.ok || answer.redirected)
    return location.replace(location.pathname + location.search)
  alive()
  tabs?.postMessage('alive')
}

const idle = Number(document.body.dataset.idle)
if (idle > WARN && warning !== null) {
  timer = setInterval(watch, 5000, idle)
  document.addEventListener('visibilitychange', () => watch(idle))
  all('[data-stay]').forEach(b => b.addEventListener('click', () => stay(b)))
  tabs?.addEventListener('message', alive)
  tabs?.postMessage('alive')
}

/* A page that the browser kept may show what the person may no longer see. */
window.addEventListener('pageshow', event => {
  if (event.persisted)
    location.reload()
})

/* Menus close on Escape and on a click beside them. */
const close = menu => { menu.open = false }

document.addEventListener('click', event => {
  all('details.menu[open]').filter(m => !m.contains(event.target)).forEach(close)
})
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape')
    return
  for (const menu of all('details.menu[open]')) {
    close(menu)
    menu.querySelector('summary').focus()
  }
})

/*
 * A form is sent once, until long after the answer should have come; a
 * download (data-many) may be asked for again, and says for a moment that it
 * is under way (data-making): then the browser shows it.
 */
const AGAIN = 20000
const MOMENT = 3000

function busy(form, button) {
  const was = [...button.childNodes]

  form.dataset.sent = 'yes'
  button.setAttribute('aria-disabled', 'true')
  if (button.classList.contains('btn'))
    button.textContent = document.body.dataset.busy
  setTimeout(() => {
    delete form.dataset.sent
    button.removeAttribute('aria-disabled')
    button.replaceChildren(...was)
  }, AGAIN)
}

function making(button) {
  const was = [...button.childNodes]

  if (button.textContent === button.dataset.making)
    return
  button.textContent = button.dataset.making
  setTimeout(() => button.replaceChildren(...was), MOMENT)
}

document.addEventListener('submit', event => {
  const { target: form, submitter: button } = event

  if (form.dataset.sent === 'yes')
    event.preventDefault()
  else if (button !== null && 'making' in button.dataset)
    setTimeout(making, 0, button)
  else if (button !== null && !('many' in button.dataset))
    setTimeout(busy, 0, form, button)
})

/* What a choice makes needless is put away: data-when="dates=one,range". */
function put(part) {
  const [name, values] = part.dataset.when.split('=')
  const chosen = new FormData(part.closest('form')).get(name)

  part.hidden = !values.split(',').includes(chosen)
}

for (const part of all('[data-when]')) {
  put(part)
  part.closest('form').addEventListener('change', () => put(part))
}

/* "Show what I type" beside passwords. */
for (const label of all('[data-reveal]')) {
  const form = label.closest('form')
  const fields = all('[type=password]', form)
  const box = label.querySelector('input')
  const show = on => fields.forEach(f => { f.type = on ? 'text' : 'password' })

  label.hidden = false
  box.addEventListener('change', () => show(box.checked))
  form.addEventListener('submit', () => show(false))
}

/* Print buttons are of no use without a script, so the script shows them. */
for (const button of all('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

/* After a refused form: to what is wrong. */
document.getElementById('problems')?.focus()
