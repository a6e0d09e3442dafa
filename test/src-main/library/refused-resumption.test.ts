import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { experimentIdentity } from '../../../src-main/base/hashes'
import { openLibrary } from '../../../src-main/library/library'
import { provenanceText } from '../../../src-main/library/provenance-file'
import { smallCheckpoint } from '../../helpers/small-checkpoint'
import { smallExperiment } from '../../helpers/small-runs'
import {
  arithmetic,
  changeRecord,
  computing,
  experiment,
  filesOf,
  goOn,
  identity,
  type StoppedRun,
  stoppedRun as stoppedRunIn,
} from '../../helpers/stopped-run'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const stoppedRun = async (): Promise<StoppedRun> => stoppedRunIn(await temporaryFolder())

/** Where there are pipes; who reads one waits for its writer for ever. */
function makePipe(path: string): void {
  if (process.platform !== 'win32') execFileSync('mkfifo', [path])
}

describe('what cannot go on stays what it is', () => {
  const checkpoint = (path: string): string => join(path, 'checkpoint.bin')
  const cases: readonly (readonly [string, (run: StoppedRun) => Promise<unknown>, RegExp])[] = [
    [
      'another arithmetic',
      ({ path }) => changeRecord(path, { arithmetic: 'f32-next-2' }),
      /f32-next-2; this/,
    ],
    ['other data', ({ path }) => changeRecord(path, { data: 'cd'.repeat(32) }), /other data/],
    [
      'an identity that is not its experiment’s',
      ({ path }) => changeRecord(path, { identity: 'cd'.repeat(32) }),
      /was changed/,
    ],
    ['a row of a table', ({ path }) => changeRecord(path, { identity: null }), /row of a table/],
    [
      'a run that diverged',
      ({ path }) => changeRecord(path, { stopReason: 'diverged' }),
      /has ended \(diverged\)/,
    ],
    [
      'a run that completed',
      ({ path }) => changeRecord(path, { stopReason: 'completed' }),
      /has ended \(completed\)/,
    ],
    [
      'settings of a newer version, under an identity that counts them',
      ({ path }) => {
        const newer = { ...experiment, plan: { ...experiment.plan, twist: 1 } }
        return changeRecord(path, {
          experiment: newer,
          identity: experimentIdentity(newer, computing.data, computing.arithmetic),
        })
      },
      /settings of a newer version/,
    ],
    [
      'a record of a newer version',
      ({ path }) => changeRecord(path, { version: 2 as 1 }),
      /newer version of the lab/,
    ],
    [
      'a network that is another',
      ({ path }) => changeRecord(path, { experiment: smallExperiment(77) }),
      /was changed/,
    ],
    [
      'a checkpoint that is a folder',
      async ({ path }) => {
        await rm(checkpoint(path))
        await mkdir(checkpoint(path))
      },
      /it is a folder, not a file/,
    ],
    [
      'a checkpoint that is a pipe',
      async ({ path }) => {
        await rm(checkpoint(path))
        makePipe(checkpoint(path))
      },
      process.platform === 'win32' ? /Its checkpoint is gone/ : /it is a pipe, not a file/,
    ],
    ['no checkpoint', ({ path }) => rm(checkpoint(path)), /Its checkpoint is gone/],
    ['an empty checkpoint', ({ path }) => writeFile(checkpoint(path), ''), /ends before its header/],
    [
      'a checkpoint that is cut off',
      async ({ path }) => writeFile(checkpoint(path), (await readFile(checkpoint(path))).subarray(0, -4)),
      /check sum/,
    ],
    [
      'a checkpoint with one other bit',
      async ({ path }) => {
        const bytes = await readFile(checkpoint(path))
        bytes[bytes.length - 7] ^= 16
        await writeFile(checkpoint(path), bytes)
      },
      /check sum/,
    ],
    [
      'another run’s checkpoint',
      ({ path }) =>
        writeFile(
          checkpoint(path),
          smallCheckpoint(experiment, { identity: 'cd'.repeat(32), arithmetic }, 400),
        ),
      /belongs to another run/,
    ],
    [
      'a checkpoint of another arithmetic',
      ({ path }) =>
        writeFile(checkpoint(path), smallCheckpoint(experiment, { identity, arithmetic: 'x' }, 400)),
      /computed with arithmetic x/,
    ],
    [
      'a checkpoint from behind the end',
      ({ path }) => writeFile(checkpoint(path), smallCheckpoint(experiment, { identity, arithmetic }, 1001)),
      /does not say how far/,
    ],
    [
      'a team-mate’s run',
      ({ path }) =>
        writeFile(
          join(path, 'place.json'),
          provenanceText(basename(path), { origin: 'team', goneFromFolder: false, hidden: false }),
        ),
      /is a teammate's.*Clone it/,
    ],
    [
      'an imported run',
      ({ path }) =>
        writeFile(
          join(path, 'place.json'),
          provenanceText(basename(path), { origin: 'imported', goneFromFolder: false, hidden: false }),
        ),
      /was imported/,
    ],
    [
      'a run whose place is damaged',
      ({ path }) => writeFile(join(path, 'place.json'), '{'),
      /does not say who trained it/,
    ],
    [
      'a record that cannot be read',
      ({ path }) => writeFile(join(path, 'record.json'), '{'),
      /cannot be used/,
    ],
  ]
  test.each(cases)('%s', async (_, damage, sentence) => {
    const run = await stoppedRun()
    await damage(run)
    const before = await filesOf(run.path)
    await expect(run.library.prepareResumption(run.id, computing)).rejects.toThrow(sentence)
    expect(await filesOf(run.path)).toEqual(before)
    expect(await readdir(run.path)).not.toContain('running.json')
  })

  test('a team-mate’s run is not taken even by a caller that did not ask first', async () => {
    const run = await stoppedRun()
    await writeFile(
      join(run.path, 'place.json'),
      provenanceText(basename(run.path), { origin: 'team', goneFromFolder: false, hidden: false }),
    )
    const before = await filesOf(run.path)
    await expect(goOn(run)).rejects.toThrow("is a teammate's")
    expect(await filesOf(run.path)).toEqual(before)
  })

  test('two that go on with one run at once: one does, the other is told, nothing is lost', async () => {
    const run = await stoppedRun()
    const other = await openLibrary(run.directory)
    const before = await filesOf(run.path)
    const answers = await Promise.allSettled([run.library.resume(run.id), other.resume(run.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(other.prepareResumption(run.id, computing)).rejects.toThrow('is being trained right now')
    expect(await filesOf(run.path)).toEqual(before)
  })
})
