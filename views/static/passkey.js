/*
 * Passkeys: asks the browser for a new one, or for its signature, and sends the
 * form with the answer. Its words stand in the views, hidden until needed.
 */
const bytes = text => Uint8Array.from(
  atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0))
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const known = data => data.known.split(' ').filter(Boolean)
  .map(id => ({ type: 'public-key', id: bytes(id) }))

const TIMEOUT = 300000
const ALGORITHMS = [-7, -8, -257]

const make = data => navigator.credentials.create({ publicKey: {
  challenge: bytes(data.challenge),
  rp: { id: data.host, name: data.practice },
  user: { id: new TextEncoder().encode(data.user), name: data.email,
    displayName: data.email },
  pubKeyCredParams: ALGORITHMS.map(alg => ({ type: 'public-key', alg })),
  excludeCredentials: known(data),
  authenticatorSelection: { userVerification: 'required',
    residentKey: 'discouraged' },
  attestation: 'none',
  timeout: TIMEOUT,
} })

const sign = data => navigator.credentials.get({ publicKey: {
  challenge: bytes(data.challenge),
  rpId: data.host,
  allowCredentials: known(data),
  userVerification: 'required',
  timeout: TIMEOUT,
} })

const ways = { make, sign }

/* The fields that a form has of these. */
function fill(form, { rawId, response }) {
  const answer = { credential: rawId, client_data: response.clientDataJSON,
    attestation: response.attestationObject,
    data: response.authenticatorData, signature: response.signature }

  for (const [name, value] of Object.entries(answer))
    if (name in form.elements)
      form.elements[name].value = text(value)
}

/* What went wrong, as the view words it: "known", or any other way. */
function say(form, why) {
  for (const note of form.querySelectorAll('[data-why]')) {
    note.hidden = note.dataset.why !== why
    if (!note.hidden)
      note.focus()
  }
}

async function ask(form) {
  const { dataset: data } = form

  say(form, null)
  try {
    fill(form, await ways[data.passkey](data))
    form.submit()
  } catch (error) {
    say(form, error.name === 'InvalidStateError' ? 'known' : 'failed')
  }
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!('PublicKeyCredential' in window))
    break
  form.querySelector('[data-cannot]').hidden = true
  form.querySelector('[data-can]').hidden = false
  form.addEventListener('submit', event => {
    event.preventDefault()
    ask(form)
  })
}
