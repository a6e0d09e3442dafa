import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { buildLab, lab, lastJson, startLab, writeSmallData } from '../../helpers/lab-command'
import { smallExperiment } from '../../helpers/small-runs'

// A network as small as these waits longer at its barriers than it computes.
const ONE_THREAD = ['--threads', '1']
const isRoot = process.getuid?.() === 0

let folder: string
let design: string
beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'lab-resume-'))
  await writeSmallData(folder)
  design = join(folder, 'design.json')
  await writeFile(design, JSON.stringify(smallExperiment(3, 30_000)))
})
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

/** A run of the command in a library of its own that Ctrl-C stopped. */
async function stoppedRun(name: string) {
  const library = join(folder, name)
  const common = ['--data', folder, '--library', library]
  const running = startLab('train', '--design', design, ...ONE_THREAD, ...common, '--json')
  await running.noted('%')
  running.kill('SIGINT')
  const record = lastJson<RunRecord>(await running.answer)
  expect(record.stopReason).toBe('stopped')
  return { common, record, path: join(library, 'runs', record.id) }
}

async function bytesOf(path: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(path)).sort()
  const bytes = await Promise.all(names.map((name) => readFile(join(path, name), 'base64')))
  return Object.fromEntries(names.map((name, at) => [name, bytes[at] ?? '']))
}

describe('a refused --resume leaves the run as it is, to the last byte', () => {
  test.each<readonly [string, (path: string, record: string) => Promise<void>, RegExp]>([
    [
      'of another arithmetic',
      (path, record) =>
        writeFile(
          join(path, 'record.json'),
          record.replace(/"arithmetic": "[^"]*"/, '"arithmetic": "f32-next-2"'),
        ),
      /^Run \w+ was computed with arithmetic f32-next-2; this computer computes with f32-[\w-]+\.\n$/,
    ],
    [
      'without a checkpoint',
      (path) => rm(join(path, 'checkpoint.bin')),
      /stays as it is\. Its checkpoint is gone/,
    ],
    [
      'with a damaged checkpoint',
      (path) => writeFile(join(path, 'checkpoint.bin'), 'none'),
      /checkpoint is damaged/,
    ],
    [
      'of a team-mate',
      (path) =>
        writeFile(
          join(path, 'place.json'),
          '{"format":"our-neural-network/place","version":1,"origin":"team","goneFromFolder":false,"hidden":false}',
        ),
      /is a teammate's. Only its own computer can resume it\. Clone it .*--design/,
    ],
  ])('%s', async (name, damage, sentence) => {
    const { common, record, path } = await stoppedRun(name.replaceAll(' ', '-'))
    await damage(path, await readFile(join(path, 'record.json'), 'utf8'))
    const before = await bytesOf(path)
    const { code, out, notes } = await lab('train', '--resume', record.id, ...common)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(notes).toMatch(sentence)
    expect(await bytesOf(path)).toEqual(before)
  })
})

test('a resumption that is quit leaves the stopped run, and two at once are one', async () => {
  const { common, record, path } = await stoppedRun('quit')
  const before = await readFile(join(path, 'record.json'), 'utf8')
  const running = startLab('train', '--resume', record.id, ...ONE_THREAD, ...common)
  await running.noted('%')
  const second = await lab('train', '--resume', record.id, ...common)
  expect(second).toMatchObject({ code: 1, out: '' })
  expect(second.notes).toMatch(/is being trained right now by process \d+\.\n$/)
  expect(await readFile(join(path, 'record.json'), 'utf8')).toBe(before)
  running.kill('SIGTERM')
  expect((await running.answer).code).toBe(130)
  expect(await readFile(join(path, 'record.json'), 'utf8')).toBe(before)
  expect(existsSync(join(path, 'running.json'))).toBe(false)
})

// Only root can mount a small disk; test/src-main/library/faulty-disk.test.ts holds the same for everybody.
if (isRoot)
  test('a disk that is full at the end: the result is printed, the exit code says so, and nothing is lost', async () => {
    const library = join(folder, 'small-disk')
    const common = ['--data', folder, '--library', library]
    await mkdir(library)
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', library]).status).toBe(0)
    try {
      const running = startLab(
        'train',
        '--design',
        design,
        ...ONE_THREAD,
        '--iterations',
        '8000',
        ...common,
        '--json',
      )
      await running.noted('%')
      spawnSync('dd', ['if=/dev/zero', `of=${join(library, 'filler')}`, 'bs=4k'])
      const answer = await running.answer
      expect(answer.code).toBe(1)
      expect(answer.notes).toContain('The result above is in no file.')
      const result = lastJson<RunRecord & { readonly unwritten: string }>(answer)
      expect(result).toMatchObject({ stopReason: 'completed', iterations: 8_000 })
      expect(result.unwritten).toMatch(/^Cannot write .*: the disk is full\.$/)
      expect(result.testAccuracy).toBeGreaterThan(0.2)

      await rm(join(library, 'filler'))
      const shown = lastJson<RunRecord>(await lab('show', result.id, '--library', library, '--json'))
      expect(shown.stopReason).toBe('interrupted')
      const resumed = lastJson<RunRecord>(
        await lab('train', '--resume', result.id, ...ONE_THREAD, ...common, '--json'),
      )
      expect(resumed).toMatchObject({ stopReason: 'completed', weightsSha256: result.weightsSha256 })
    } finally {
      spawnSync('umount', ['-l', library])
    }
  })
