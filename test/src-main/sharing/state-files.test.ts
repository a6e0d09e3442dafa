import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { RealComputer, temporaryFolder } from './helpers/real-computer'

const open: RealComputer[] = []
async function computer(): Promise<RealComputer> {
  const made = await RealComputer.open()
  open.push(made)
  return made
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** Two computers that know each other's runs and notes; files of sharing of the second one. */
async function team() {
  const folder = await temporaryFolder()
  const [ada, bob] = [await computer(), await computer()]
  const run = await ada.train(1)
  await ada.library.annotate([run], { title: '첫 실험' })
  await ada.sync(folder, true)
  await bob.sync(folder)
  await bob.library.annotate([run], { tags: ['bob'] })
  await bob.sync(folder)
  return { folder, ada, bob, run, file: (name: string) => join(bob.directory, 'sharing', name) }
}

const damaged = (name: string) => ({ file: `sharing/${name}`, code: 'damaged-state' })

describe('the journal', () => {
  test.each([
    ['a digit', (text: string) => text.replace('첫 실험', '헛 실험')],
    ['its end', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
    ['half a line', (text: string) => text.slice(0, -40)],
    ['everything', () => ''],
    [
      'the name of its seal',
      (text: string) => text.replace('"own":true', '"own":false').replace('contentSha256', 'contentShc256'),
    ],
  ])('that lost %s is told, and read again from the folder', async (_, damage) => {
    const { folder, bob, run, file } = await team()
    await writeFile(file('journal.jsonl'), damage(await readFile(file('journal.jsonl'), 'utf8')))
    expect(await bob.sync(folder)).toMatchObject({
      state: 'up-to-date',
      problems: [damaged('journal.jsonl')],
    })
    const [summary] = await bob.library.list()
    expect(summary).toMatchObject({ record: { id: run }, annotations: { title: '첫 실험', tags: ['bob'] } })
    const lines = (await readFile(file('journal.jsonl'), 'utf8')).trimEnd().split('\n')
    expect(lines.join('\n')).toContain('첫 실험')
    await rm(file('journal.jsonl.damaged'))
    expect(await bob.sync(folder)).toMatchObject({ state: 'up-to-date', problems: [] })
  })

  test('of an older version, without hashes, is read', async () => {
    const { folder, bob, file } = await team()
    const lines = (await readFile(file('journal.jsonl'), 'utf8')).trimEnd().split('\n')
    const old = lines.map((line) =>
      JSON.stringify({ ...(JSON.parse(line) as object), contentSha256: undefined }),
    )
    await writeFile(file('journal.jsonl'), `${old.join('\n')}\n`)
    const state = (await readdir(file('.'))).find((name) => name.startsWith('folder-')) ?? ''
    const {
      journal: _,
      contentSha256: __,
      ...rest
    } = JSON.parse(await readFile(file(state), 'utf8')) as Record<string, unknown>
    await writeFile(file(state), JSON.stringify(rest))
    expect(await bob.sync(folder)).toMatchObject({ state: 'up-to-date', problems: [], imported: 0 })
  })

  test('whose last line a crash cut is no damage', async () => {
    const { folder, bob, file } = await team()
    const text = await readFile(file('journal.jsonl'), 'utf8')
    await writeFile(file('journal.jsonl'), text + text.slice(0, 60))
    expect(await bob.sync(folder)).toMatchObject({ state: 'up-to-date', problems: [] })
  })
})

test.each(['folder', 'chosen.json', 'device.json'])('a changed %s is told and set aside', async (kind) => {
  const { folder, bob, file } = await team()
  const name = (await readdir(file('.'))).find((each) => each.startsWith(kind)) ?? ''
  const text = await readFile(file(name), 'utf8')
  await writeFile(
    file(name),
    text.replace(/[1-9](?=\d*[,"\]])/, (digit) => String((Number(digit) % 9) + 1)),
  )
  const outcome = await bob.sync(folder)
  expect(outcome).toMatchObject({ state: 'up-to-date', problems: [damaged(name)] })
  expect(await readFile(file(`${name}.damaged`), 'utf8')).not.toBe('')
  expect(await bob.runs()).toHaveLength(1)
  await rm(file(`${name}.damaged`))
  expect(await bob.sync(folder)).toMatchObject({ state: 'up-to-date', problems: [] })
})

test('a computer whose name was damaged takes none that somebody else may have', async () => {
  const { folder, bob, file } = await team()
  const { device } = JSON.parse(await readFile(file('device.json'), 'utf8')) as { device: string }
  await writeFile(file('device.json'), 'x')
  await bob.sync(folder)
  expect(JSON.parse(await readFile(file('device.json'), 'utf8'))).not.toMatchObject({ device })
})
