import { readdir } from 'node:fs/promises'
import { app } from 'electron'
import { diagnosticsLines } from '../base/diagnostics-text'
import { errorMessage } from '../base/error-message'
import { readMachine } from '../base/machine'
import { buildFacts } from './build-facts'
import type { Services } from './services'

const LINES_OF_LOG = 40

type Told = Pick<Services, 'library' | 'libraryPath' | 'trainer' | 'settings' | 'jobs' | 'sharing' | 'log'>

async function libraryContents(
  library: Told['library'],
): Promise<{ runs: number; problems: number } | string> {
  try {
    const opened = await library
    return { runs: (await opened.list()).length, problems: opened.problems.length }
  } catch (error) {
    return errorMessage(error)
  }
}

/** Reports of crashes that Electron keeps on this computer. */
async function crashLine(): Promise<string> {
  const folder = app.getPath('crashDumps')
  const files = await readdir(folder, { recursive: true }).catch(() => [])
  return `Crash reports: ${files.filter((name) => name.endsWith('.dmp')).length} in ${folder}`
}

/** All that a report of a fault should hold, as text: shown before it is copied, and sent by nobody but the user. */
export async function diagnosticsText({
  library,
  libraryPath,
  trainer,
  settings,
  jobs,
  sharing,
  log,
}: Told): Promise<string> {
  const { engine, reason, arithmetic } = await trainer.describe()
  const { versions } = process
  const team = await sharing
    .then(async ({ handlers }) => (await handlers['sharing:state']()).state)
    .catch(() => 'not opened')
  const { standIn } = buildFacts()
  const lines = diagnosticsLines({
    program: `Our Neural Network ${app.getVersion()}${standIn === null ? '' : ' (stand-in, for tests only)'}`,
    runtimes: [
      `Electron ${versions['electron'] ?? ''}`,
      `Chromium ${versions['chrome'] ?? ''}`,
      `Node ${versions.node}`,
    ],
    machine: readMachine(settings.calibration(engine)),
    ...{ engine, engineReason: reason, arithmetic, libraryPath },
    library: await libraryContents(library),
    further: [
      `Queue: ${jobs.jobs.map(({ state }) => state).join(', ') || 'empty'}`,
      `Sharing: ${team}`,
      await crashLine(),
      `Log: ${log.folder}`,
    ],
  })
  return [...lines, ...(await log.lastLines(LINES_OF_LOG))].join('\n')
}
