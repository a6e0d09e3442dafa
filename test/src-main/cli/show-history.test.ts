import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { stampOf } from '../../../src-main/base/hybrid-clock'
import { LAST_MOMENT } from '../../../src-main/base/identifiers'
import { openLibrary } from '../../../src-main/library/library'
import { StateFiles } from '../../../src-main/sharing/state-files'
import { writeSmallData } from '../../helpers/lab-command'
import { labIn } from '../../helpers/lab-in-process'
import { newRun } from '../../helpers/small-runs'

const folder = mkdtempSync(join(tmpdir(), 'lab-show-'))
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, force: true }))
const lab = labIn(join(folder, 'library'), { programs: folder, data: folder })

it('says who wrote what, and which edit decides nothing', async () => {
  await writeSmallData(folder)
  const library = await openLibrary(join(folder, 'library'))
  const id = library.newId()
  await library.create(newRun(id))
  const files = new StateFiles(library.directory)
  await files.prepare()
  const person = {
    kind: 'person',
    id: 'zzzzzzzz',
    device: 'zzzzzzzz',
    stamp: stampOf(1),
    sha256: '',
  } as const
  await files.appendJournal([{ own: false, item: { ...person, body: { name: 'Zoe' } } }])
  const note = { format: 'our-neural-network/note', version: 1, run: id, device: 'zzzzzzzz' } as const
  await library.addNotes(id, [
    { ...note, stamp: stampOf(Date.UTC(2026, 0, 1)), edit: { title: 'hers' } },
    { ...note, stamp: stampOf(LAST_MOMENT), edit: { title: 'frozen' } },
  ])
  await library.addReplay(id, {
    at: '2026-11-05T10:00:00.000Z',
    author: 'Zoe',
    device: 'zzzzzzzz',
    identical: true,
    difference: null,
  })
  expect((await lab('note', id, '--title', 'mine')).code).toBe(0)
  const { lines } = await lab('show', id)
  const text = lines.join('\n')
  expect(text).toContain('by Zoe (zzzzzzzz): {"title":"hers"}')
  expect(text).toMatch(/9999-12-31T.*by Zoe \(zzzzzzzz\), from a clock more than a day ahead.*"frozen"/)
  expect(text).toContain(`by ${library.device}`)
  expect(text).toContain('replayed 2026-11-05T10:00:00.000Z by Zoe (zzzzzzzz): identical')
  await library.close()
})
