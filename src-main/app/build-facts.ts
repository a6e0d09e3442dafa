import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'

/** What the packager wrote about a package that is no ordinary one. */
export interface BuildFacts {
  /** Version of the stand-in Electron; null where it is the project's own. */
  readonly standIn: string | null
  /** The window tests may drive it. */
  readonly isDriven: boolean
}

/** Reads what `electron-builder.config.mjs` put into the package's own description. */
export function buildFacts(): BuildFacts {
  if (!app.isPackaged) return { standIn: null, isDriven: false }
  const description: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'))
  const { standIn, driven } =
    (description as { packaged?: { standIn?: unknown; driven?: unknown } }).packaged ?? {}
  return { standIn: typeof standIn === 'string' ? standIn : null, isDriven: driven === true }
}
