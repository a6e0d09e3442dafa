import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runFile } from '../../../src-main/exports/run-file/write-run-file'
import { labIn } from '../../helpers/lab-in-process'
import { temporaryFolders } from '../../helpers/temporary-folder'
import { fillLibrary, openBoth, passedOf } from '../exports/helpers/passed-library'

const newFolder = temporaryFolders()

it('lab open shows what is in a run file, and takes it when it is told to', async () => {
  const folder = await newFolder()
  const from = await openBoth(join(folder, 'from'))
  await fillLibrary(from, 2)
  const { runs, searches } = await passedOf(from)
  await from.library.close()
  const path = join(folder, '실험.onn')
  writeFileSync(path, runFile(runs, searches))
  const single = join(folder, 'one.onn')
  const made = labIn(join(folder, 'from'), { programs: folder, data: 'resources/fashion-mnist' })
  expect((await made('export', runs[0]?.record.id ?? '', '--out', single)).code).toBe(0)
  const lab = labIn(join(folder, 'library'), { programs: folder, data: folder })

  expect((await lab('open', single)).lines[0]).toBe('one.onn: runs: 1, not here yet: 1, with weights: 1.')
  const look = await lab('open', path)
  expect([look.code, look.notes]).toEqual([0, []])
  expect(look.lines[0]).toBe('실험.onn: runs: 2, not here yet: 2, with weights: 2.')
  expect(look.lines.at(-1)).toBe('Nothing was taken: lab open FILE --yes takes it.')
  expect((await lab('runs', '--json')).lines).toEqual(['[]'])

  const { lines } = await lab('open', path, '--yes')
  expect(lines.at(-1)).toMatch(/^Taken: 2 runs and 1 searches; 0 runs were here already/)
  const again = await lab('open', path, '--yes', '--json')
  expect(JSON.parse(again.lines[0] ?? '')).toMatchObject({ fresh: 0, taken: { added: 0, known: 2 } })
  const shown = (await lab('runs', '--json')).lines[0] ?? ''
  for (const { record } of runs) expect(shown).toContain(record.id)
})
