import type { SharingProblem, SharingStateName } from '#shared/ipc'
import { writerText } from '#shared/records/edit-text'
import type { Environment } from '../base/environment'
import { errorCode } from '../base/file-errors'
import { systemEnvironment } from '../base/system-environment'
import type { Library } from '../library/library'
import { problemOf } from './core/findings'
import type { AwayReason } from './core/guard'
import type { PassReport } from './core/pass'
import { storeError, type SyncStore } from './core/store'
import { shareDevice } from './device'
import { lookInto, writeMarker } from './folder-contents'
import { labFolderIn, makeLabFolder, refusalOf, REFUSALS } from './lab-folder'
import { openStore } from './open-store'
import { SharedFolder } from './shared-folder'
import { StateFiles } from './state-files'

/** How a command's pass went, as its line of JSON tells it. */
export interface SyncOutcome {
  readonly state: Exclude<SharingStateName, 'off'>
  readonly imported: number
  readonly written: number
  readonly pending: number
  readonly problems: readonly SharingProblem[]
  /** Why the folder is away; null where it is not. */
  readonly away: string | null
  readonly retryAt: number | null
}

interface Options {
  readonly library: Library
  /** The folder that the user names; the lab's own folder lies in it. */
  readonly folder: string
  /** Makes the lab's folder where there is none. */
  readonly create: boolean
  /** Is told when something changed here that others should hear of. */
  readonly onChange?: () => void
  readonly environment?: Environment
}

const AWAY: Readonly<Record<AwayReason, string>> = {
  unreadable: 'The folder cannot be read.',
  'no-marker': "The lab's folder has lost its file folder.json; is its disk connected?",
  'bad-marker': "The file folder.json in the lab's folder is not the lab's, or has not arrived whole.",
  'other-folder': "There is another lab's folder at that place now.",
  emptied: "The lab's folder is empty now; is its disk connected?",
}

export type OpenedFolder =
  | {
      readonly kind: 'open'
      readonly sync: (impatient?: boolean) => Promise<SyncOutcome>
      readonly root: string
      readonly close: () => Promise<void>
    }
  | { readonly kind: 'away'; readonly outcome: SyncOutcome }

function awayOutcome(away: string): SyncOutcome {
  return { state: 'folder-away', imported: 0, written: 0, pending: 0, problems: [], away, retryAt: null }
}

function outcomeOf({
  state,
  imported,
  written,
  pending,
  findings,
  away,
  asked,
  askedBy,
  retryAt,
}: PassReport): SyncOutcome {
  const question: readonly SharingProblem[] =
    asked.length === 0
      ? []
      : [
          {
            file: '',
            code: 'asked',
            detail: String(asked.length),
            reason: `${asked.length} runs were deleted by ${askedBy.map(({ device, name }) => writerText(device, name)).join(', ')}, and are still shown here.`,
            remedy: "Answer on the app's Sharing page whether they shall be hidden.",
          },
        ]
  return {
    state: state === 'off' ? 'folder-away' : state,
    imported,
    written,
    pending,
    problems: [...findings.map(problemOf), ...question],
    away: away === null ? null : AWAY[away],
    retryAt,
  }
}

/** Opens a library's shared folder for a command. Refusals are thrown as sentences; a folder that is not there is told as away. */
export async function openFolder({
  library,
  folder,
  create,
  onChange = () => undefined,
  environment = systemEnvironment,
}: Options): Promise<OpenedFolder> {
  const files = new StateFiles(library.directory)
  await files.prepare()
  const device = await shareDevice(files, library.device, environment.random)
  const refusal = await refusalOf(folder, [library.directory], device)
  if (refusal === 'missing')
    return { kind: 'away', outcome: awayOutcome(`The folder ${folder} is not there.`) }
  // A folder that can only be read still brings what others wrote.
  if (refusal !== null && refusal !== 'not-writable' && refusal !== 'no-space')
    throw new Error(`Cannot share through ${folder}: ${REFUSALS[refusal]}`)
  const { root } = await labFolderIn(folder)
  const store = openStore(root, device, environment)
  const chosen = await files.readChosen()
  let folderId: string | undefined = chosen.known[root]
  if (folderId === undefined) {
    const found = await findOrMake(store, root, create, environment)
    if (found === null)
      return {
        kind: 'away',
        outcome: awayOutcome(`There is no folder of the lab in ${folder}; --create makes one.`),
      }
    folderId = found
    await files.writeChosen({ ...chosen, known: { ...chosen.known, [root]: folderId } })
  }
  const shared = await SharedFolder.open({
    ...environment,
    library,
    store,
    files,
    folderId,
    device,
    patience: 5_000,
    onChange,
  })
  const options = { author: null, shareWeights: chosen.shareWeights, claims: null }
  return {
    kind: 'open',
    root,
    sync: async (impatient = true) => outcomeOf(await shared.pass({ ...options, impatient })),
    close: () => shared.close(),
  }
}

async function findOrMake(
  store: SyncStore,
  root: string,
  create: boolean,
  environment: Environment,
): Promise<string | null> {
  try {
    if (create) await makeLabFolder(root)
    const [first] = (await lookInto(store)).folderIds
    if (first !== undefined) return first
    return create ? await writeMarker(store, environment) : null
  } catch (error) {
    const { trouble, message } = storeError(error, root)
    if (trouble === 'absent') return null
    throw errorCode(error) === '' && error instanceof Error && trouble === 'broken'
      ? error
      : new Error(`Cannot use ${root}: ${message}.`)
  }
}

/** One pass over a folder, for a command that has something to share. */
export async function syncOnce(options: Options): Promise<SyncOutcome> {
  const opened = await openFolder(options)
  if (opened.kind === 'away') return opened.outcome
  try {
    return await opened.sync()
  } finally {
    await opened.close()
  }
}
