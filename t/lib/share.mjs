// Secure links: making one, and coming with it, as people do.
import assert from 'node:assert/strict'

/**
 * Make a link to a record: { page, link, code, appLink }; no link if the form was
 * refused.
 */
export async function shareLink(client, patientId, fields) {
  await client.get(`/records/${patientId}/share`)
  const page = await client.post(`/records/${patientId}/share`, fields)
  if (page.status !== 200) return { page }
  const link = /value="http[^"]*(\/share\/link\?token=[0-9a-f]{64})"/.exec(page.text)[1]
  return { page, link, appLink: /id="app-link" readonly(?:="")? value="(shlink:\/[\w-]+)"/.exec(page.text)[1], code: /id="code-shown" readonly(?:="")? value="(\d{4} \d{4})"/.exec(page.text)[1].replace(' ', '') }
}

/** A visitor who has opened the link's address. */
export async function arriveBy(ctx, link) {
  const visitor = ctx.client()
  const led = await visitor.get(link)
  assert.deepEqual([led.status, led.location], [303, '/share'])
  await visitor.get('/share')
  return visitor
}

/** A visitor with the right code. */
export async function openLink(ctx, { link, code }) {
  const visitor = await arriveBy(ctx, link)
  const opened = await visitor.post('/share', { code })
  assert.deepEqual([opened.status, opened.location], [303, '/share/record'])
  return visitor
}
