// My health, as a patient and a mother see it: history, results, vaccinations,
// and whose record it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browser, open, PHONE } from '../lib/browser.mjs'
import { People } from '../lib/people.mjs'
import { portal } from '../lib/portal.mjs'

const ctx = await portal()
const people = new People(ctx)
const chromium = await browser()
const dana = await ctx.signIn('dana.whitfield@mail.example')
const walter = await ctx.signIn('walter.brandt@mail.example')
const id = {}
for (const who of ['dana', 'owen', 'maya', 'walter']) id[who] = (await people.patient(who)).id

async function press(page, locator) {
  await Promise.all([page.waitForEvent('load'), locator.click()])
}

async function visit(as, path, options) {
  const page = await open(chromium, ctx, { as, ...options })
  await page.goto(path)
  return page
}

/** The part of a page under this heading. */
const section = (page, heading) => page.locator('main section', { has: page.locator('h2, h3', { hasText: heading }) })

/** "October 2, 2026" as a number that can be compared. */
const dayOf = (said) => Date.parse(/[A-Z][a-z]+ \d{1,2}, \d{4}/.exec(said)[0])

test('S94: "My health" stands at the left of the home page', async () => {
  const page = await visit(dana, `/home/${id.dana}`)
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My health' })
  const { x, width } = await link.boundingBox()
  assert.ok(x + width < 1280 / 3, `at ${x}`)
  await press(page, link)
  assert.equal(new URL(page.url()).pathname, `/health/${id.dana}`)
})

test('S94: on a phone "My health" is always at the bottom of the screen', async () => {
  const page = await visit(dana, `/home/${id.dana}`, { viewport: PHONE })
  const { y } = await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My health' }).boundingBox()
  assert.ok(y > PHONE.height - 100 && y < PHONE.height, `at ${y}`)
})

test('S95: My health has the tabs Medical History, Results, Documents and Health Records', async () => {
  const page = await visit(dana, `/health/${id.dana}`)
  assert.deepEqual(await page.locator('.tabs a').allInnerTexts(), ['Medical History', 'Results', 'Documents', 'Health Records'])
  await press(page, page.getByRole('link', { name: 'Health Records' }))
  assert.equal(await page.locator('.tabs [aria-current=page]').innerText(), 'Health Records')
  assert.equal(new URL(page.url()).pathname, `/records/${id.dana}`)
})

test('S10: past medications, with from when to when, and who wrote them', async () => {
  const page = await visit(dana, `/health/${id.dana}`)
  const part = section(page, 'Medications')
  assert.equal(await part.getByText('Doxycycline').isVisible(), false)
  await part.getByText('Show past medications (3)').click()
  const row = part.locator('li li', { hasText: 'Doxycycline 100 mg capsule' })
  assert.match(await row.innerText(), /2 times a day for 7 days[^]*Sinus infection[^]*Leah Okafor, NP[^]*From .* to /)
})

test('S11: past allergies, and which were found not to be so', async () => {
  const page = await visit(dana, `/health/${id.dana}`)
  const part = section(page, 'Allergies')
  assert.match(await part.innerText(), /Sulfa drugs\s+Moderate/)
  await part.getByText('Show past allergies (2)').click()
  assert.match(await part.innerText(), /Strawberries[^]*Outgrown[^]*Amoxicillin[^]*Found not to be so/)
})

test('S12: visits, procedures, vital signs, plans, care team, devices, family history and more', async () => {
  const page = await visit(dana, `/health/${id.dana}`)
  const headings = await page.locator('main h2').allInnerTexts()
  for (const one of ['Problems', 'Visits', 'Procedures', 'Vital signs', 'Goals and plans', 'Care team',
    'Implants and devices', 'Social history', 'Family history', 'Checks and questions', 'Insurance']) {
    assert.ok(headings.includes(one), one)
  }
  assert.match(await section(page, 'Family history').innerText(), /Father: Type 2 diabetes/)
})

test('S12: the next appointment says its day and its hour, at home and in the history', async () => {
  for (const path of [`/home/${id.dana}`, `/health/${id.dana}`]) {
    const page = await visit(dana, path)
    const row = page.locator('main li', { hasText: 'Blood pressure check with Dr. Raman' })
    assert.match(await row.innerText(), /[A-Z][a-z]+ \d{1,2}, \d{4}, \d{1,2}:\d{2} [AP]M/, path)
  }
})

test('S12: a person is not shown what terminologies write for computers', async () => {
  for (const [as, who] of [[dana, 'dana'], [dana, 'owen'], [walter, 'walter']]) {
    for (const path of [`/health/${id[who]}`, `/health/${id[who]}/results`, `/records/${id[who]}?dates=all&preview=show`]) {
      const page = await visit(as, path)
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true }))
      const said = await page.locator('main').innerText()
      assert.deepEqual(said.match(/\((disorder|finding|procedure|qualifier value|situation|substance|product)\)|\{[^}]*\}|\[[A-Za-z_]+\]/g), null, path)
    }
  }
})

test('S18: results, the newest first', async () => {
  const page = await visit(dana, `/health/${id.dana}/results`)
  const days = (await page.locator('main ul.rows').first().locator('time').allInnerTexts()).map(dayOf)
  assert.ok(days.length > 10)
  assert.deepEqual(days, [...days].sort((a, b) => b - a))
})

test('S18: a panel has values, units, usual ranges, and the flag in words', async () => {
  const page = await visit(walter, `/health/${id.walter}/results`)
  await press(page, page.getByRole('link', { name: /Basic metabolic panel/ }).first())
  const row = page.getByRole('row', { name: /Glucose/ })
  assert.match(await row.innerText(), /112\s+mg\/dL\s+High[^]*Usual: 70 to 99/)
  assert.match(await page.getByRole('row', { name: /Sodium/ }).innerText(), /139\s+mmol\/L\s+In range/)
})

test('S18: a corrected value stands beside the one before', async () => {
  const page = await visit(walter, `/health/${id.walter}/results`)
  await press(page, page.getByRole('listitem').filter({ hasText: 'Corrected' }).getByRole('link'))
  const row = page.getByRole('row', { name: /Potassium/ })
  assert.match(await row.innerText(), /4\.6\s+mmol\/L[^]*Corrected[^]*Was 5\.9\s+mmol\/L, High\. The lab fixed it on /)
  assert.match(await row.locator('del').innerText(), /^5\.9/)
})

test('S18: what the provider says stands before the numbers', async () => {
  const page = await visit(walter, `/health/${id.walter}/results`)
  await press(page, page.getByRole('link', { name: /Basic metabolic panel/ }).first())
  const said = page.locator('.note.voice')
  assert.match(await said.innerText(), /What Dr\. Priya Raman says\s+Walter, your sugar is a little high/)
  assert.ok((await said.boundingBox()).y < (await page.locator('table').first().boundingBox()).y)
})

test('S18: a result is new until it was opened', async () => {
  const [{ id: report }] = await ctx.sql(`SELECT id FROM report WHERE patient_id = ?
    AND category = 'laboratory' ORDER BY issued_day DESC, id DESC LIMIT 1`, [id.owen])
  const link = `a[href="/health/${id.owen}/results/${report}"]`
  const page = await visit(dana, `/home/${id.owen}`)
  const row = page.locator('main li', { has: page.locator(link) })
  assert.match(await row.innerText(), /New/)
  await press(page, row.locator(link))
  await page.goto(`/health/${id.owen}/results`)
  assert.doesNotMatch(await row.innerText(), /New/)
})

test('S71: the switch shows everybody whose record the account may open, and keeps to the part', async () => {
  const page = await visit(dana, `/health/${id.dana}`)
  await page.getByText('Switch patient').click()
  const names = (await page.locator('.who .drop a > span:not(.disc)').allInnerTexts()).map((said) => said.split('\n')[0])
  assert.deepEqual(names.sort(), ['Dana Ruth Whitfield', 'Maya Elise Whitfield', 'Owen Thomas Whitfield', 'Walter Heinrich Brandt'])
  await press(page, page.locator('.who .drop').getByRole('link', { name: /Owen/ }))
  assert.equal(new URL(page.url()).pathname, `/health/${id.owen}`)
  assert.match(await page.locator('.who').innerText(), /Owen Thomas Whitfield\s+8 years old[^]*You have full access as his mother/)
  assert.match(await section(page, 'Allergies').innerText(), /Peanut/i)
  assert.doesNotMatch(await page.locator('main').innerText(), /Lisinopril/)
})

test('S71: of a teen, a mother gets to the bills only', async () => {
  const page = await visit(dana, `/health/${id.dana}`)
  await page.getByText('Switch patient').click()
  await press(page, page.locator('.who .drop').getByRole('link', { name: /Maya/ }))
  assert.equal(new URL(page.url()).pathname, `/home/${id.maya}`)
  assert.match(await page.locator('main').innerText(), /Your access is for bills only/)
  assert.equal(await page.getByRole('link', { name: 'My health' }).count(), 0)
})

test('S71: whose record is open, stays open wherever one goes', async () => {
  const page = await visit(dana, `/home/${id.owen}`)
  for (const link of ['My health', 'Messages', 'Home']) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click()
    await page.waitForLoadState()
    assert.match(await page.locator('.who-name').innerText(), /^Owen/, link)
  }
  const links = await page.locator('a[href]').evaluateAll((all) => all.filter((a) => !a.closest('.who')).map((a) => a.getAttribute('href')))
  assert.deepEqual(links.filter((href) => /^\/(home|health|records)\//.test(href) && href.split(/[/#]/)[2] !== String(id.owen)), [])
})

test('S71: no two people in one family have the same colour', async () => {
  const page = await visit(dana, `/home/${id.dana}`)
  const colours = await page.locator('.who .drop a .disc').evaluateAll((discs) => discs.map((disc) => getComputedStyle(disc).backgroundColor))
  assert.equal(new Set(colours).size, 4)
})

test('S114: vaccinations are reached from My health', async () => {
  const page = await visit(dana, `/home/${id.dana}`)
  await press(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My health' }))
  assert.equal(await page.getByRole('heading', { name: 'Vaccinations' }).count(), 1)
})

test('S115: the tab is called "Medical History"', async () => {
  const page = await visit(dana, `/health/${id.dana}/results`)
  await press(page, page.getByRole('link', { name: 'Medical History', exact: true }))
  assert.equal(new URL(page.url()).pathname, `/health/${id.dana}`)
})

test('S116: the area "Vaccinations" says how many and the newest', async () => {
  const page = await visit(dana, `/health/${id.dana}`)
  const [{ n }] = await ctx.sql('SELECT COUNT(*) AS n FROM immunization WHERE patient_id = ? AND status <> \'not-done\'', [id.dana])
  assert.match(await section(page, 'Vaccinations').innerText(), new RegExp(`${n} doses on record\\. The newest: Influenza`))
})

for (const javaScriptEnabled of [true, false]) {
  test(`S117: "Show vaccine details" has date, dose, place, person, site, maker and lot${javaScriptEnabled ? '' : ', without script'}`, async () => {
    const page = await visit(dana, `/health/${id.dana}`, { javaScriptEnabled })
    const part = section(page, 'Vaccinations')
    assert.equal(await part.getByRole('table').isVisible(), false)
    await part.getByText('Show vaccine details').click()
    const first = part.getByRole('row').nth(1)
    assert.match(await first.innerText(), /Influenza \(flu\)\s+[A-Z][a-z]+ \d+, \d{4}\s+0\.5 mL\s+Main Street office\s+by Kim Tran, RN\s+Left upper arm\s+Shot into the muscle\s+Sanofi Pasteur\s+Lot \w+/)
    assert.match(await part.innerText(), /Dose 2 of 2[^]*Not given\s+COVID-19[^]*Reason: /)
    await part.getByText('Hide vaccine details').click()
    assert.equal(await part.getByRole('table').isVisible(), false)
  })
}
