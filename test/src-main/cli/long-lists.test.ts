import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labIn } from '../../helpers/lab-in-process'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const OWN = '01M8A9C7T2AGYNXMET6PY0JM0H'

/** Crockford's letters in order, so that ids differ. */
const idOf = (number: number): string => `01KF16G700${String(number).padStart(16, '0')}`

test('lab sync tells the first problems of each kind and counts the others; --json keeps all', async () => {
  const folder = await temporaryFolder()
  const root = join(folder, 'our-neural-network')
  await cp('test/fixtures/sharing/v1', root, { recursive: true })
  const runs = join(root, 'runs/2026-01')
  const known = await readFile(join(runs, '01kf16g700j5s8k2t0zrx3m4qn-a1b2c3d4.json'), 'utf8')
  for (let file = 0; file < 820; file++)
    await writeFile(join(runs, `${idOf(file).toLowerCase()}-a1b2c3d4.json`), known)
  const newer = join(root, 'runs/2026-02')
  await mkdir(newer)
  await writeFile(
    join(newer, `${idOf(9999).toLowerCase()}-a1b2c3d4.json`),
    known.replace(/"minReader":\d+/, '"minReader":99').replace(/"v":\d+/, '"v":99'),
  )
  const library = await temporaryFolder()
  const { code, notes, lines } = await labIn(library)('sync', '--folder', folder, '--json')
  expect(code).toBe(0)
  const { problems } = JSON.parse(lines.at(-1) ?? '') as { problems: readonly { reason: string }[] }
  expect(problems.length).toBeGreaterThanOrEqual(821)
  expect(notes.length).toBeLessThan(20)
  const broken = notes.filter((note) => /^runs\/2026-01\/.*It is not used/.test(note))
  expect(broken).toHaveLength(5)
  expect(notes[notes.indexOf(broken.at(-1) ?? '') + 1]).toBe('... and 815 more of this kind.')
  expect(notes.filter((note) => note.includes('newer version'))).toHaveLength(1)
})

test('lab runs tells the first doubts and unusable files of each kind and counts the others', async () => {
  const library = await temporaryFolder()
  await cp('test/fixtures/library/v1', library, { recursive: true })
  const record = await readFile(join(library, 'runs', OWN, 'record.json'), 'utf8')
  for (let run = 0; run < 20; run++) {
    const id = idOf(run)
    await mkdir(join(library, 'runs', id))
    const lie = record.replaceAll(OWN, id).replace('"testAccuracy": 0.1009', '"testAccuracy": 0.9999')
    await writeFile(join(library, 'runs', id, 'record.json'), run < 10 ? lie : '{')
  }
  const { notes, lines } = await labIn(library)('runs')
  const doubts = notes.filter((note) => note.includes('is not ranked'))
  expect(doubts).toHaveLength(5)
  expect(notes.filter((note) => note.startsWith('Passed over'))).toHaveLength(5)
  expect(notes.filter((note) => note === '... and 5 more of this kind.')).toHaveLength(2)
  // The table itself still marks each of them.
  expect(lines.filter((line) => line.includes('(not believed)'))).toHaveLength(10)
})
