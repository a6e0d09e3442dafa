import { execFileSync, spawn } from 'node:child_process'
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { buildLab, lab, lastJson, startLab, writeSmallData } from '../../helpers/lab-command'
import { smallExperiment } from '../../helpers/small-runs'

const ESCAPE = '\u001b'
/** Controls but for the end of a line, and the mark of direction that the tests write. */
const OBEYED = /(?!\n)\p{Cc}|\u202e/u
let folder: string
let design: string
let long: string

beforeAll(async () => {
  await buildLab()
  folder = await mkdtemp(join(tmpdir(), 'lab-streams-'))
  await writeSmallData(folder)
  design = await writeDesign('design.json', 300)
  long = await writeDesign('long.json', 40_000)
})
afterAll(() => rm(folder, { recursive: true, maxRetries: 10, force: true }))

async function writeDesign(name: string, iterations: number): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, JSON.stringify(smallExperiment(5, iterations)))
  return path
}

const inLibrary = (name: string): readonly string[] => ['--library', join(folder, name), '--data', folder]
/** On one thread: a network as small as these waits longer at its barriers than it computes. */
const training = (name: string): readonly string[] => [...inLibrary(name), '--threads', '1']

/** The records of a library, without the help of the command. */
async function records(name: string): Promise<readonly RunRecord[]> {
  const runs = join(folder, name, 'runs')
  const ids = await readdir(runs)
  return Promise.all(
    ids.map(async (id) => JSON.parse(await readFile(join(runs, id, 'record.json'), 'utf8')) as RunRecord),
  )
}

interface Ended {
  readonly code: number | null
  readonly signal: string | null
}

function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  return new Promise((done) => {
    child.once('exit', (code, signal) => done({ code, signal }))
  })
}

/** Starts the command with streams whose reader goes away at once. */
function withoutReader(words: readonly string[], closed: readonly ('stdout' | 'stderr')[]) {
  const child = spawn(process.execPath, ['out/main/lab.js', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of ['stdout', 'stderr'] as const) {
    if (closed.includes(stream)) child[stream].destroy()
    else child[stream].resume()
  }
  return ended(child)
}

describe.skipIf(process.platform === 'win32')('a stream that cannot be written', () => {
  test.each([[['stderr']], [['stdout']], [['stdout', 'stderr']]] as const)(
    'because nobody reads %j does not end a training: it is recorded',
    async (closed) => {
      const name = closed.join('-')
      const words = ['train', '--design', design, ...training(name)]
      expect(await withoutReader(words, closed)).toEqual({ code: 0, signal: null })
      expect(await records(name)).toMatchObject([{ stopReason: 'completed', iterations: 300 }])
    },
  )

  test('because the disk of its log is full does not end a training either; a lost result is a failure', async () => {
    for (const [place, code] of [
      [2, 0],
      [1, 1],
    ] as const) {
      const full = await open('/dev/full', 'w')
      const stdio: ('ignore' | 'pipe' | number)[] = ['ignore', 'pipe', 'pipe']
      stdio[place] = full.fd
      const words = ['train', '--design', design, ...training(`full-${place}`)]
      const child = spawn(process.execPath, ['out/main/lab.js', ...words], { stdio })
      let notes = ''
      child.stdout?.resume()
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (notes += text))
      expect(await ended(child)).toEqual({ code, signal: null })
      await full.close()
      expect(await records(`full-${place}`)).toMatchObject([{ stopReason: 'completed' }])
      if (place === 1) expect(notes).toContain('Cannot write the result: the disk is full.\n')
    }
  })

  test('because its reader had enough ends a list quietly, in a shell as well', async () => {
    expect(await withoutReader(['presets'], ['stdout'])).toEqual({ code: 0, signal: null })
    const script = '{ "$0" out/main/lab.js presets; echo "code $?" >&3; } 3>&1 1>&4 4>&- | cat'
    const first = `{ ${script}; } 4>&1 2>&1 | head -n 1`
    expect(execFileSync('sh', ['-c', first, process.execPath], { encoding: 'utf8' })).not.toMatch(
      /Error|EPIPE|\bat /,
    )
  })
})

describe.skipIf(process.platform === 'win32')('told to end', () => {
  test.each(['SIGHUP', 'SIGTERM', 'SIGQUIT'] as const)(
    'by %s, a training is kept as it stands',
    async (signal) => {
      const words = training(signal)
      const running = startLab('train', '--design', long, ...words)
      await running.noted('%')
      running.kill(signal)
      const { code, notes } = await running.answer
      expect(code).toBe(130)
      expect(notes).toContain('lab train --resume ID')
      const [record] = await records(signal)
      expect(record).toMatchObject({ stopReason: 'interrupted' })
      expect(record?.iterations).toBeGreaterThan(0)
    },
  )

  test('by a terminal that is gone with its streams, it is kept as well', async () => {
    const child = spawn(
      process.execPath,
      ['out/main/lab.js', 'train', '--design', long, ...training('gone')],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    await new Promise((done) => child.stderr.once('data', done))
    child.stdout.destroy()
    child.stderr.destroy()
    child.kill('SIGHUP')
    expect(await ended(child)).toEqual({ code: 130, signal: null })
    expect(await records('gone')).toMatchObject([{ stopReason: 'interrupted' }])
  })
})

describe.skipIf(process.platform === 'win32')('lab sync --watch', () => {
  const watch = (name: string): readonly string[] => {
    return ['sync', '--watch', '--create', '--folder', folder, '--library', join(folder, name)]
  }

  test('ends when nobody reads any more what it tells', async () => {
    expect(await withoutReader(watch('unread'), ['stdout'])).toEqual({ code: 0, signal: null })
  })

  test('ends in order when its terminal is closed', async () => {
    const child = spawn(process.execPath, ['out/main/lab.js', ...watch('closed')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await new Promise((done) => child.stdout.once('data', done))
    child.kill('SIGHUP')
    expect(await ended(child)).toEqual({ code: 0, signal: null })
  })
})

describe('what others wrote', () => {
  const evil = `${ESCAPE}]52;c;cm0=\u0007${ESCAPE}[2J\u009b31m\u202ex\ridentical`

  test('in a record is shown, not obeyed, and comes whole out of the JSON', async () => {
    const { id } = lastJson<RunRecord>(
      await lab('train', '--design', design, ...inLibrary('evil'), '--name', evil, '--json'),
    )
    const titled = await lab('note', id, ...inLibrary('evil').slice(0, 2), '--title', evil, '--json')
    expect(lastJson<{ title: string }>(titled).title).toBe(evil)
    const shown = await lab('show', id, ...inLibrary('evil').slice(0, 2), '--json')
    expect(lastJson<RunRecord>(shown).author).toBe(evil)
    for (const { out, notes } of [
      titled,
      shown,
      await lab('runs', ...inLibrary('evil').slice(0, 2), '--json'),
    ])
      expect(out + notes).not.toMatch(OBEYED)
  })

  test('in a path and in a word of the command line is shown, not obeyed', async () => {
    const place = join(folder, `a${evil.replaceAll('/', '')}\nb`)
    for (const words of [
      ['runs', '--library', place],
      ['train', '--design', place],
      ['import', place],
      ['sync', '--folder', place],
      ['train', '--preset', 'quick-look', '--folder', place],
      ['show', evil, '--library', join(folder, 'evil')],
      ['runs', '--where', evil, '--library', join(folder, 'evil')],
      [evil],
      ['train', `--${evil}`],
      ['train', '--preset', evil],
      ['import', 'x'.repeat(100_000)],
    ]) {
      const { code, out, notes } = await lab(...words)
      expect(code, notes).toBe(1)
      expect(out + notes).not.toMatch(OBEYED)
      expect(notes.trimEnd().split('\n')).toHaveLength(1)
      expect(notes.length).toBeLessThan(2100)
    }
  })
})
