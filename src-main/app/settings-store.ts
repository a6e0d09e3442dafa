import { rename } from 'node:fs/promises'
import * as v from 'valibot'
import type { Settings } from '#shared/ipc'
import { newerVersion } from '#shared/records/newer-version'
import { parseJson } from '#shared/records/safe-json'
import { writeAtomically } from '../base/atomic-file'
import { defaultThreadsBesideWindow } from '../base/default-threads'
import { errorCode, fileFault } from '../base/file-errors'
import { readText } from '../base/read-file'
import { CHANGED, openSeal, sealed } from '../base/sealed-json'
import { usefulThreads } from '../base/useful-threads'
import { firstFault } from './first-fault'
import { languageOf } from './language-of'
import { type SettingsFile, settingsFile } from './settings-schema'

const HEAD = { format: 'our-neural-network/settings', version: 1 } as const

/** Training threads, as the user or the lab chose. */
export function threadsFor(
  { threads }: Pick<Settings, 'threads'>,
  { cores, processors }: { readonly cores?: number; readonly processors?: number } = {},
): number {
  return threads > 0 ? usefulThreads(threads, processors) : defaultThreadsBesideWindow(cores)
}

/** `told`: what the user should know of a file that is used all the same; `kept`: it must not be written over. */
type Read =
  | { readonly ok: true; readonly file: SettingsFile; readonly told?: string; readonly kept?: boolean }
  | { readonly ok: false; readonly reason: string }

async function readSettings(path: string): Promise<Read> {
  try {
    const json = parseJson(await readText(path, 'settings'))
    if (!json.ok) return { ok: false, reason: json.reason }
    if (Array.isArray(json.value)) return { ok: false, reason: 'It contains a list, not settings.' }
    const newer = newerVersion(json.value, HEAD.format)
    const { value, intact } = openSeal(json.value)
    const result = v.safeParse(settingsFile, value)
    if (newer !== null)
      return { ok: true, file: result.success ? result.output : {}, told: newer, kept: true }
    if (!result.success) return { ok: false, reason: firstFault(result.issues) }
    const { contentSha256: _, ...file } = result.output
    return { ok: true, file, ...(intact ? {} : { told: CHANGED }) }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { ok: true, file: {} }
    return { ok: false, reason: `It cannot be read: ${fileFault(error)}.` }
  }
}

/** What the user chose, in a JSON file of its own. */
export class SettingsStore {
  readonly #path: string
  readonly #defaults: Settings
  #file: SettingsFile
  /** A newer version made the file: what is chosen holds until the lab is closed. */
  readonly #isKept: boolean
  /** What the user should know of the file: why it could not be used, that it was changed, or that a newer version made it. */
  readonly fault: string | null

  private constructor(
    path: string,
    defaults: Settings,
    file: SettingsFile,
    fault: string | null,
    isKept = false,
  ) {
    this.#path = path
    this.#defaults = defaults
    this.#file = file
    this.fault = fault
    this.#isKept = isKept
  }

  static async open(path: string, locale: string): Promise<SettingsStore> {
    const language = languageOf(locale)
    const defaults: Settings = {
      language,
      theme: 'system',
      threads: 0,
      author: '',
      sealTestSet: false,
      views: [],
      notify: true,
      lookForReleases: false,
    }
    const read = await readSettings(path)
    if (read.ok) {
      const told = read.told === undefined ? null : `${path}: ${read.told}`
      return new SettingsStore(path, defaults, read.file, told, read.kept)
    }
    // Kept rather than written over: somebody may have spent time on it.
    const kept = `${path}.damaged`
    await rename(path, kept).catch(() => undefined)
    return new SettingsStore(path, defaults, {}, `${path}: ${read.reason} It was kept as ${kept}.`)
  }

  get(): Settings {
    const { language, theme, threads, author, sealTestSet, notify, lookForReleases, views } = {
      ...this.#defaults,
      ...this.#file,
    }
    return { language, theme, threads, author, sealTestSet, notify, lookForReleases, views }
  }

  async change(change: Partial<Settings>): Promise<Settings> {
    await this.#write({ ...this.#file, ...change })
    return this.get()
  }

  /** Steps a second of the standard workload on this engine; null before it was measured. */
  calibration(engine: string): number | null {
    const { calibration } = this.#file
    return calibration?.engine === engine ? calibration.stepsPerSecond : null
  }

  async setCalibration(engine: string, stepsPerSecond: number): Promise<void> {
    await this.#write({ ...this.#file, calibration: { engine, stepsPerSecond } })
  }

  /** The release that was told last; null before one was. */
  toldRelease(): string | null {
    return this.#file.toldRelease ?? null
  }

  async setToldRelease(version: string): Promise<void> {
    await this.#write({ ...this.#file, toldRelease: version })
  }

  async #write(file: SettingsFile): Promise<void> {
    const text = `${JSON.stringify(sealed({ ...file, ...HEAD }), null, 2)}\n`
    if (!this.#isKept) await writeAtomically(this.#path, text)
    this.#file = file
  }
}
