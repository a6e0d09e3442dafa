import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openRunFile } from '../../src-main/exports/run-file/read-run-file'
import { takeRunFile } from '../../src-main/exports/run-file/take-run-file'
import { runFile } from '../../src-main/exports/run-file/write-run-file'
import { mutated, MUTATIONS } from '../helpers/file-mutations'
import { roundSeed } from '../helpers/round-seed'
import { temporaryFolders } from '../helpers/temporary-folder'
import { fillLibrary, openBoth, passedOf } from '../src-main/exports/helpers/passed-library'
import { seededRandom } from '../src-main/sharing/helpers/random'

const rounds = Number(process.env['ROUNDS'] ?? 500)
const newFolder = temporaryFolders()

/** A zip with one thing wrong: in its own bytes, or in a file inside of it. */
function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  const files = unzipSync(bytes)
  const names = Object.keys(files)
  const [name = '', other = ''] = [random, random].map((next) => names[Math.floor(next() * names.length)])
  const kind = MUTATIONS[Math.floor(random() * MUTATIONS.length)] ?? 'bit'
  if (random() < 0.5) return mutated(kind, bytes, bytes.subarray(Math.floor(random() * bytes.length)), random)
  const [content, foreign] = [files[name] ?? bytes, files[other] ?? bytes]
  return zipSync({ ...files, [name]: mutated(kind, content, foreign, random) })
}

test(`whatever is done to a run file, each part is taken as it was, or not at all and told, in ${rounds} rounds`, async () => {
  const seed = roundSeed('Mutations of run files')
  const random = seededRandom(seed)
  const from = await openBoth(await newFolder())
  await fillLibrary(from, 2)
  const passed = await passedOf(from)
  const bytes = runFile(passed.runs, passed.searches)
  await from.library.close()
  const wrong: unknown[] = []
  for (let round = 0; round < rounds; round += 1) {
    const path = join(await newFolder(), 'a.onn')
    await writeFile(path, damaged(bytes, random))
    const target = await openBoth(await newFolder())
    let problems: readonly string[]
    try {
      const file = await openRunFile(path)
      ;({ problems } = await takeRunFile(file, target).finally(() => file.zip.close()))
    } catch (error) {
      expect(String(error)).toMatch(/^Error: Cannot open a\.onn: .*\.$/s)
      problems = [String(error)]
    }
    const { runs } = await passedOf(target)
    const isWhole = isDeepStrictEqual(runs, passed.runs)
    const isOurs = runs.every((run) => {
      const own = passed.runs.find(({ record }) => record.id === run.record.id)
      const parts = ['record', 'curves', 'weights'] as const
      return parts.every((part) => run[part] === null || isDeepStrictEqual(run[part], own?.[part]))
    })
    if (!isOurs || (!isWhole && problems.length === 0)) wrong.push({ seed, round, problems })
    await target.library.close()
  }
  expect(wrong).toEqual([])
}, 3_600_000)
