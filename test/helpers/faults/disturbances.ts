import { execFileSync } from 'node:child_process'
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ElectronApplication } from '@playwright/test'
import type { RunRecord } from '#shared/records/run-record'
import { listRuns } from '../lab-calls'
import { expect, isRoot, type LabWindow } from '../lab-window'
import { putToSleep } from './app-processes'
import { ask, tryToAsk } from './asked-app'

/** What the computer may do to the lab while it trains, and take back. */
export interface Disturbance {
  /** Begins it; answers with what ends it. */
  readonly begin: (lab: LabWindow) => Promise<Heal>
  /** What must be so meanwhile; a run that was recorded before is there to look at and to write on. */
  readonly meanwhile: (lab: LabWindow, known: RunRecord) => Promise<void>
}
type Heal = () => Promise<void> | void

const libraryOf = ({ userDataDir }: LabWindow): string => join(userDataDir, 'library')

/** Gives a run a title; answers with the sentence that refuses it, or with the title that it has then. */
export async function titled({ app, page }: LabWindow, { id }: RunRecord, title: string): Promise<string> {
  const { refusal } = await tryToAsk(app, 'runs:annotate', [id], { title })
  if (refusal !== undefined) return refusal
  const runs = await listRuns(page)
  // What was read at the start comes first, what was written since after it.
  return runs.findLast(({ record }) => record.id === id)?.annotations.title ?? 'gone'
}

const takenAway: Disturbance = {
  async begin(lab) {
    const library = libraryOf(lab)
    renameSync(library, `${library}-elsewhere`)
    return () => renameSync(`${library}-elsewhere`, library)
  },
  async meanwhile(lab, known) {
    const { refusal = '' } = await tryToAsk(lab.app, 'runs:record', known.id)
    expect(refusal).toContain(libraryOf(lab))
    expect(await titled(lab, known, 'nowhere')).toContain(libraryOf(lab))
    // Long enough for everything that looks at it by itself.
    await wait(3_000)
    expect(existsSync(libraryOf(lab)), 'nobody makes an empty library where the other one was').toBe(false)
  },
}

/** Root may write everywhere but on a disk that takes nothing. */
function makeReadOnly(folder: string): Heal {
  if (!isRoot) {
    execFileSync('chmod', ['-R', 'a-w', folder])
    return () => void execFileSync('chmod', ['-R', 'u+w', folder])
  }
  execFileSync('mount', ['--bind', folder, folder])
  execFileSync('mount', ['-o', 'remount,bind,ro', folder])
  return () => void execFileSync('umount', ['--lazy', folder])
}

const readOnly: Disturbance = {
  begin: async (lab) => makeReadOnly(libraryOf(lab)),
  async meanwhile(lab, known) {
    expect(await ask(lab.app, 'runs:record', known.id)).toEqual(known)
    expect(await titled(lab, known, 'refused')).toContain(libraryOf(lab))
  },
}

/** Lets every answer of the disk come late. */
const slow: Disturbance = {
  async begin({ app }) {
    const setDelay = (milliseconds: number): Promise<void> =>
      app.evaluate((_, delay) => {
        const files = process.getBuiltinModule('node:fs').promises as unknown as Record<
          string,
          ((...values: unknown[]) => Promise<unknown>) & {
            prompt?: (...values: unknown[]) => Promise<unknown>
          }
        >
        for (const [name, given] of Object.entries(files)) {
          if (typeof given !== 'function') continue
          const prompt = given.prompt ?? given
          const late = async (...values: unknown[]): Promise<unknown> => {
            await new Promise((resolve) => setTimeout(resolve, delay))
            return prompt(...values)
          }
          files[name] = delay === 0 ? prompt : Object.assign(late, { prompt })
        }
        process.getBuiltinModule('node:module').syncBuiltinESMExports()
      }, milliseconds)
    await setDelay(150)
    return () => setDelay(0)
  },
  async meanwhile(lab, known) {
    expect(await titled(lab, known, 'late')).toBe('late')
  },
}

/** Sets the clock of main, as a person or the net may do at any time. */
function setClock(app: ElectronApplication, milliseconds: number): Promise<void> {
  return app.evaluate((_, offset) => {
    const given = Date as DateConstructor & { right?: DateConstructor }
    const Right = given.right ?? given
    const now = (): number => Right.now() + offset
    const wrong = new Proxy(Right, {
      construct: (_target, values: []) => (values.length === 0 ? new Right(now()) : new Right(...values)),
      get: (target, name) => (name === 'now' ? now : name === 'right' ? Right : Reflect.get(target, name)),
    })
    globalThis.Date = wrong
  }, milliseconds)
}

const DAY = 86_400_000

function wrongClock(milliseconds: number): Disturbance {
  return {
    async begin({ app }) {
      await setClock(app, milliseconds)
      return () => setClock(app, 0)
    },
    async meanwhile(lab, known) {
      // The newer edit counts, whatever the clock says of the older one.
      expect(await titled(lab, known, `at ${milliseconds}`)).toBe(`at ${milliseconds}`)
      expect(await titled(lab, known, 'a moment later')).toBe('a moment later')
    },
  }
}

const asleep: Disturbance = {
  async begin({ app }) {
    const wake = await putToSleep(app)
    await wait(Number(process.env['SLEEP_SECONDS'] ?? 3) * 1_000)
    return wake
  },
  meanwhile: async () => undefined,
}

export const DISTURBANCES = {
  'its folder is taken away': takenAway,
  'its folder takes nothing': readOnly,
  'its folder is slow': slow,
  'the clock goes back a day': wrongClock(-DAY),
  'the clock goes on ten years': wrongClock(3_650 * DAY),
  'the computer sleeps': asleep,
} as const satisfies Readonly<Record<string, Disturbance>>
