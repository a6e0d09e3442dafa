import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, screen } from 'electron'
import { parseJson } from '#shared/records/safe-json'
import { temporaryPath } from '../base/atomic-file'
import { fittingPlace, type WindowPlace } from './window-place'

/** A file that is larger is none of ours. */
const LARGEST = 10_000
/** Milliseconds without a move after which the place is written. */
const REST = 400

const placePath = (): string => join(app.getPath('userData'), 'window.json')

/** The place of the window when the lab was closed, on the screens that are there now. */
export function rememberedPlace(): WindowPlace {
  let remembered: unknown = null
  try {
    const text = readFileSync(placePath(), 'utf8')
    const parsed = parseJson(text.slice(0, LARGEST))
    if (parsed.ok) remembered = parsed.value
  } catch {
    // Not there yet, or not to be read: the window opens as it does at first.
  }
  return fittingPlace(
    remembered,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
}

/** Keeps where the window stands and how large it is. */
export function rememberPlace(window: BrowserWindow): void {
  let timer: NodeJS.Timeout | null = null

  // At once and not in the background: it is also called when the app is about to end.
  function write(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (window.isDestroyed()) return
    try {
      const path = placePath()
      const beside = temporaryPath(path)
      const place = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
      writeFileSync(beside, `${JSON.stringify(place)}\n`)
      renameSync(beside, path)
    } catch {
      // A place that is not kept costs nobody anything.
    }
  }

  const later = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(write, REST)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('maximize', later)
  window.on('unmaximize', later)
  window.on('close', write)
}
