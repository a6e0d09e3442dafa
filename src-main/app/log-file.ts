import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
// Of electron-log the part for Node alone: it writes in one step, keeps one older file, needs nothing of Electron, and opens no channel to
// the page as its part for Electron does.
import electronLog from 'electron-log/node'
import type { JobEnd, Notice } from '#shared/ipc'
import { impersonalText, type OwnFolder } from '../base/impersonal-text'
import { printableText } from '../base/printable-text'

const LARGEST_LOG = 512 * 1024

/** What happened to this app, in a file for whoever has to find out why. It never says whose app it is, or what is in its runs. */
export interface LogFile {
  readonly folder: string
  /** Something that is as it should be. */
  readonly note: (text: string) => void
  readonly fault: (text: string) => void
  /** The newest lines, the oldest of them first. */
  readonly lastLines: (most: number) => Promise<readonly string[]>
}

/** Opens the log in a folder. What is written there passes `impersonalText`. */
export function openLogFile(folder: string, own: readonly OwnFolder[]): LogFile {
  const file = join(folder, 'main.log')
  const log = electronLog.create({ logId: folder })
  log.transports.console.level = false
  Object.assign(log.transports.file, {
    resolvePathFn: () => file,
    maxSize: LARGEST_LOG,
    format: '{iso} {level} {text}',
  })
  const clean = (text: string): string => printableText(impersonalText(text, own))
  return {
    folder,
    note: (text) => log.info(clean(text)),
    fault: (text) => log.error(clean(text)),
    async lastLines(most) {
      const texts = await Promise.all(
        [join(folder, 'main.old.log'), file].map((path) => readFile(path, 'utf8').catch(() => '')),
      )
      return texts
        .flatMap((text) => text.split(/\r?\n/))
        .filter((line) => line !== '')
        .slice(-most)
    },
  }
}

/** What the window told its user, without the names that its values hold. */
export function noteNotice(log: LogFile, { kind, key, values }: Notice): void {
  const text = key === 'plain' ? String(values['text']) : key
  if (kind === 'info') log.note(text)
  else log.fault(text)
}

/** How a job ended; its id is a time and chance. */
export function noteJobEnd(log: LogFile, { id, kind, outcome }: JobEnd): void {
  if (outcome === 'recorded') log.note(`A job has ended: ${kind} ${id}`)
  else log.fault(`A job has ended: ${kind} ${id}, ${outcome}`)
}
