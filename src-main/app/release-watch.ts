import type { ReleaseInfo } from '#shared/app-info'
import type { Notice } from '#shared/ipc'
import { releases, version as ownVersion } from '../../package.json'
import { isNewer, newestRelease } from './newest-release'
import type { SettingsStore } from './settings-store'

/** Milliseconds after the start: what the user does first must not wait for the net. */
const WAIT = 15_000

export interface ReleaseWatchOptions {
  readonly settings: Pick<SettingsStore, 'get' | 'toldRelease' | 'setToldRelease'>
  readonly tell: (notice: Notice) => void
  readonly version?: string
  readonly ask?: () => Promise<string>
  readonly wait?: number
}

export interface ReleaseWatch {
  /** Asks now, whatever the setting says; throws a sentence where nobody answers. */
  look(): Promise<ReleaseInfo>
  /** Nothing is asked after this. */
  close(): void
}

/**
 * Looks for a newer release once in a start, where the user wants it, and tells each of them once. There is no other traffic, and no
 * download: who packs for a system, or a person, installs; what installs itself would have to be signed on all systems.
 */
export function createReleaseWatch({
  settings,
  tell,
  version = ownVersion,
  ask = () => newestRelease(releases.feed),
  wait = WAIT,
}: ReleaseWatchOptions): ReleaseWatch {
  async function look(): Promise<ReleaseInfo> {
    const newest = await ask()
    return { newest, isNewer: isNewer(newest, version) }
  }

  async function lookByItself(): Promise<void> {
    if (!settings.get().lookForReleases) return
    const { newest, isNewer: isNews } = await look()
    if (!isNews || settings.toldRelease() === newest) return
    await settings.setToldRelease(newest)
    tell({ kind: 'info', key: 'newerRelease', values: { version: newest } })
  }

  // Who is not on the net is told so when they ask themselves.
  const timer = setTimeout(() => void lookByItself().catch(() => undefined), wait)
  return { look, close: () => clearTimeout(timer) }
}
