import { writeFileSync } from 'node:fs'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withProcessLock } from '../../../src-main/base/process-lock'
import { markOfThisProcess } from '../../../src-main/base/process-marks'
import {
  type BundledProgram,
  bundleProgram,
  ended,
  nextMessage,
  startProgram,
} from '../../helpers/bundled-program'
import { temporaryFolders } from '../../helpers/temporary-folder'
import { VirtualTime } from '../sharing/helpers/virtual-time'

const temporaryFolder = temporaryFolders()
const NOW = Date.UTC(2026, 10, 5, 10)
let program: BundledProgram
beforeAll(async () => {
  program = await bundleProgram('take-turns')
})
afterAll(() => program.remove())

async function turn(directory: string, time: VirtualTime, longestWait = 120_000): Promise<string> {
  const { clock, timers } = time
  const options = { clock, timers, longestWait, late: 'too late' }
  return time.settle(withProcessLock(directory, 'lock', options, () => Promise.resolve('had a turn')))
}

/** What another process left behind. */
async function leftBehind(directory: string, mark: object, number = 1): Promise<string> {
  const path = join(directory, `lock.${number}.held`)
  await writeFile(path, JSON.stringify({ ...markOfThisProcess(NOW), ...mark }))
  return path
}

describe('a lock that somebody left behind', () => {
  test.each([
    ['one minute', 60_000],
    ['a year', 365 * 86_400_000],
    ['eight thousand years', 8000 * 365 * 86_400_000],
  ])('by a process of the start before, whose clock was %s ahead of ours', async (_, ahead) => {
    const directory = await temporaryFolder()
    const heartbeat = new Date(NOW + ahead).toISOString()
    await leftBehind(directory, { boot: 'another', computer: 'another', heartbeat })
    expect(await turn(directory, new VirtualTime(NOW))).toBe('had a turn')
  })

  test.skipIf(markOfThisProcess(0).computer == null)(
    'by a process of the start before this one, at once',
    async () => {
      const directory = await temporaryFolder()
      await leftBehind(directory, { boot: 'another' })
      const time = new VirtualTime(NOW)
      expect(await turn(directory, time)).toBe('had a turn')
      expect(time.now - NOW).toBeLessThan(1000)
    },
  )

  test('by a process that is gone, at once, whatever the clocks say', async () => {
    const directory = await temporaryFolder()
    await leftBehind(directory, { processStart: '1', heartbeat: new Date(NOW + 9e9).toISOString() })
    const time = new VirtualTime(NOW)
    expect(await turn(directory, time)).toBe('had a turn')
    expect(time.now - NOW).toBeLessThan(1000)
  })

  test.each(['', '{"pid":', 'null'])('cut off as %j', async (text) => {
    const directory = await temporaryFolder()
    await writeFile(join(directory, 'lock.7.held'), text)
    expect(await turn(directory, new VirtualTime(NOW))).toBe('had a turn')
    expect((await readdir(directory)).sort()).toEqual(['lock.8.free'])
  })
})

describe('a lock that somebody holds', () => {
  test('a living process keeps it, even if its clock is set to the year 1970', async () => {
    const directory = await temporaryFolder()
    const path = await leftBehind(directory, { heartbeat: new Date(0).toISOString() })
    await expect(turn(directory, new VirtualTime(NOW))).rejects.toThrow('too late')
    expect(await readdir(directory)).toEqual([path.slice(directory.length + 1)])
  })

  test('another computer keeps it while it beats, though its clock is a year behind', async () => {
    const directory = await temporaryFolder()
    const path = await leftBehind(directory, {
      boot: 'another',
      computer: 'another',
      heartbeat: new Date(NOW - 3e10).toISOString(),
    })
    const time = new VirtualTime(NOW)
    const beat = (): void => {
      time.timers.after(15_000, () => {
        // At once: this time does not wait for a disk.
        const mark = { ...markOfThisProcess(time.now), boot: 'another', computer: 'another' }
        writeFileSync(path, JSON.stringify(mark))
        beat()
      })
    }
    beat()
    await expect(turn(directory, time)).rejects.toThrow('too late')
  })

  test('one who slept while another took over takes nothing from it', async () => {
    const directory = await temporaryFolder()
    const time = new VirtualTime(NOW)
    const { clock, timers } = time
    const options = { clock, timers, longestWait: 1000, late: 'too late' }
    await withProcessLock(directory, 'lock', options, async () => {
      // Somebody believed us dead and holds the next turn; the end of ours must leave it alone.
      await rename(join(directory, 'lock.1.held'), join(directory, 'lock.2.held'))
    })
    expect(await readdir(directory)).toEqual(['lock.2.held'])
  })
})

// `npm run test:faults` plays longer.
const [PROCESSES, TURNS] = process.env['TEST_FAULTS'] === '1' ? [8, 150] : [3, 25]

test('many processes take turns, as many again die inside, and nobody ever meets another', async () => {
  const directory = await temporaryFolder()
  const start = (...words: readonly string[]) =>
    startProgram(program.path, [directory, String(TURNS), ...words])
  const deaths = Array.from({ length: PROCESSES }, (_, index) => (index * 4 + 3) % TURNS)
  const living = deaths.map(() => start())
  const dying = deaths.map((death) => start(String(death)))
  const answers = await Promise.all(living.map(nextMessage))
  await Promise.all(dying.map(ended))
  expect(answers).toEqual(living.map(() => ({ met: 0 })))
  const turns = PROCESSES * TURNS + deaths.reduce((sum, death) => sum + death, 0)
  expect(Number(await readFile(join(directory, 'count'), 'utf8'))).toBe(turns)
})
