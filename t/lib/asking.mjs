// Asking for access to a record, as a person does it.
import { sqlTime } from './people.mjs'

/** The passcode of a mail, "K7QM-2XRT", or undefined. */
export const passcodeOf = (letter) =>
  /(?<![0-9A-Z-])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![0-9A-Z-])/.exec(letter.text)?.[0]

/** The way to say no of a mail, as a path. */
export function refuseOf(letter) {
  const link = /^http\S+\/account\/refuse\?link=\S+$/m.exec(letter.text)?.[0]
  return link && new URL(link).pathname + new URL(link).search
}

/** A passcode of the same form that is another one. */
export const anotherPasscode = (passcode) => `${passcode[0] === '2' ? '3' : '2'}${passcode.slice(1)}`

/** What is typed about a patient of the demonstration, and who asks. */
export async function wish(people, who, other = {}) {
  const { first_name, last_name, birth_date } = await people.patient(who)
  return { first_name, last_name, birth_date, name: 'Tom Whitfield', relation: 'friend', channel: 'email', ...other }
}

/** A contact on file; changed: seconds ago, else it came with the chart. */
export async function onFile(ctx, patient, value, { kind = 'email', purpose = null, changed } = {}) {
  const at = changed === undefined ? null : sqlTime(new Date(ctx.stack.now.getTime() - changed * 1000))
  await ctx.sql(`INSERT INTO patient_contact (patient_id, kind, purpose, value, since_at, changed_at)
    VALUES (?, ?, ?, ?, '2020-01-01', ?)`, [patient.id, kind, purpose, value, at])
}

/** The same patient a second time: name and birth day, nothing else. */
export async function namesake(ctx, patient, id = 999999) {
  await ctx.sql(`INSERT INTO patient (id, mrn, given, family, name, birth_when, birth_day)
    SELECT ?, 'TWIN', given, family, name, birth_when, birth_day FROM patient WHERE id = ?`, [id, patient.id])
  return { id }
}

/**
 * Send until the portal is not too busy for it (503): many requests that count
 * each other stand in each other's way, and a person tries again.
 */
export async function patiently(send) {
  for (let i = 0; ; i++) {
    const answer = await send()
    if (answer.status !== 503 || i === 20) return answer
  }
}
