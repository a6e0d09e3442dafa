/**
 * The one contract between the processes. Types only.
 *
 * `Requests`: window -> main, each answered by a promise; a bad call rejects with a sentence.
 * `Events`: main -> window, one way. Training streams over a MessagePort of its own as `StreamMessage`.
 */
import type { AppInfo, ReleaseInfo } from './app-info'
import type { DatasetSource } from './data/dataset-file'
import type { DuplicateImages } from './data/duplicate-images'
import type { ImageStatistics } from './data/image-statistics'
import type { RunEvaluation } from './evaluation/run-evaluation'
import type { UsualDistances } from './evaluation/usual-distance'
import type { DatasetDescription } from './experiment/dataset-description'
import type { Experiment } from './experiment/experiment'
import type { ExportFormatName } from './exports/export-formats'
import type { SavedView } from './history/saved-view'
import type { Language } from './language/language'
import type { Attribution, AttributionMethod } from './network/attribution'
import type { AnnotationChange } from './records/annotations'
import type { ImportReport } from './records/import-report'
import type { ModelChoice, ModelContents } from './records/model-contents'
import type { NoteFile } from './records/note-file'
import type { RunFileContents, TakenRunFile } from './records/run-file-contents'
import type { RunCurves, RunRecord } from './records/run-record'
import type { ReplayOutcome, RunSummary } from './records/run-summary'
import type { SearchSpec } from './search/search-spec'
import type { Slice } from './search/slice'
import type { TrialResult } from './search/trial-result'
import type { TrainingCommand, TrainingEvent } from './training/training-events'

export type Theme = 'light' | 'dark' | 'system'

/** The lab's own entries in the menu of the app. */
export type MenuCommand =
  'palette' | 'settings' | 'help' | 'shortcuts' | 'about' | 'open-file' | 'open-library' | 'open-team'

export interface Settings {
  readonly language: Language
  readonly theme: Theme
  /** Training threads; 0 = one fewer than cores, at least one. */
  readonly threads: number
  /** Display name that records carry; may be empty. */
  readonly author: string
  /** Test accuracies stay hidden until the user reveals a run's, and looks are counted. */
  readonly sealTestSet: boolean
  /** Ways to look at the table of runs, under names. */
  readonly views: readonly SavedView[]
  /** Whether the system tells how a training ended while the window is not in front. */
  readonly notify: boolean
  /** Whether the lab asks once a start for a newer release. Nothing else of it ever uses the net. */
  readonly lookForReleases: boolean
}

/** One training or replay that runs or waits. */
export interface Job {
  /** Id of the run that is trained; for a replay the id of the run that is replayed. */
  readonly id: string
  readonly kind: 'train' | 'replay'
  readonly title: string
  readonly experiment: Experiment
  /** Fingerprint of the data; absent for Fashion-MNIST. */
  readonly data?: string | undefined
  /** `unwritten`: it has ended, and its result is held in memory because it could not be written. */
  readonly state: 'waiting' | 'running' | 'paused' | 'evaluating' | 'unwritten'
  readonly iteration: number
  readonly stepsPerSecond: number | null
  /** Whether a run that was there before is resumed. */
  readonly resumes?: boolean
  /** Why a waiting job does not start by itself: the lab was started anew, or a run could not be written; null where it does. */
  readonly held?: 'restart' | 'disk' | null
  /** The sentence that says why its result could not be written. */
  readonly problem?: string | null
  /** Figures of a result that is not written yet. */
  readonly result?: Pick<
    RunRecord,
    'trainAccuracy' | 'validationAccuracy' | 'testAccuracy' | 'seconds'
  > | null
}

/** How a job of this start of the lab ended. */
export interface JobEnd {
  readonly id: string
  readonly kind: Job['kind']
  readonly title: string
  readonly experiment: Experiment
  /** What its run comes from; absent where that is nothing. */
  readonly parent?: string | undefined
  /**
   * recorded: its run, or the comparison of its replay, stands in the library; crashed: the trainer died, and the run stands as
   * interrupted; discarded: by the user; given-up: the user did without a result that could not be written.
   */
  readonly outcome: 'recorded' | 'failed' | 'crashed' | 'discarded' | 'given-up'
  /** The sentence that says what was wrong; null for all that was as it should be. */
  readonly problem: string | null
  /** ISO 8601, UTC. */
  readonly at: string
}

/** A search of the library, and how far it is. */
export interface SearchInfo {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly spec: SearchSpec
  /** Fingerprint of the data. */
  readonly data: string
  readonly dataset?: DatasetDescription | undefined
  /** The part of it that this computer takes; null for all. */
  readonly slice: Slice | null
  /** going: its trials go through the queue, one after the other; stopped: trials of its part are left; done: none is. */
  readonly state: 'going' | 'stopped' | 'done'
  /** Trials that have ended, skipped ones among them. */
  readonly done: number
  /** Why it stopped by itself; null where it did not. */
  readonly problem: string | null
}

/** What came of the trials of a search. */
export interface SearchResults {
  readonly info: SearchInfo
  /** In the order of their numbers, open ones too; where the sampler learns, those that were asked for. */
  readonly trials: readonly TrialResult[]
  /** The run that is trained for it or waits in the queue; null where none is. */
  readonly running: { readonly trial: number; readonly run: string } | null
}

/** What becomes of a training when somebody closes the window or quits; `stay` does neither. */
export type HowToClose = 'background' | 'stop' | 'later' | 'stay'

export interface Notice {
  readonly kind: 'info' | 'warning' | 'error'
  /** Key of the locale files, or `plain` with the sentence in `values.text`. */
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** What is in a folder that somebody wants to add as data, before it is used. */
export interface FolderContents {
  /** By which main knows what was read. */
  readonly token: string
  readonly folder: string
  /** The name that the data would get. */
  readonly name: string
  readonly side: number
  readonly classNames: readonly string[]
  /** Images of each class. */
  readonly train: readonly number[]
  readonly test: readonly number[]
  /** By which seed test images were drawn; null where the folder has its own. */
  readonly splitSeed: number | null
  /** Some training images of the first classes, a list a class. */
  readonly samples: readonly (readonly Uint8Array[])[]
  /** What was passed over, a sentence each. */
  readonly passedOver: readonly string[]
  /** The name of the data of the library that have the same content. */
  readonly known: string | null
}

/** A file that somebody opens, before anything of it is taken. */
interface OpenedFile {
  /** By which main knows what was read. */
  readonly token: string
  /** The file's name. */
  readonly file: string
}

export interface RunFileOffer extends OpenedFile {
  readonly kind: 'runs'
  readonly contents: RunFileContents
}

export interface ModelOffer extends OpenedFile {
  readonly kind: 'model'
  readonly contents: ModelContents
}

export type FileOffer = RunFileOffer | ModelOffer

/** Data that can be trained on here. */
export interface Dataset extends DatasetDescription {
  /** SHA-256 over its four files. */
  readonly fingerprint: string
  /** Where it came from; null for what the lab brings along. */
  readonly source: DatasetSource | null
}

/** An image of the data, a byte a pixel. */
export interface DataImage {
  readonly index: number
  readonly label: number
  readonly pixels: Uint8Array
}

/** A training image that is near to a picture. */
export interface NearestImage extends DataImage {
  /** Euclidean distance, with brightness from 0 to 1. */
  readonly distance: number
}

export interface Classification {
  /** One probability per class. */
  readonly probabilities: readonly number[]
  readonly predicted: number
}

/** How far an import is. */
export interface ImportProgress {
  readonly file: string
  readonly done: number
  readonly total: number
}

export type SharingStateName = 'off' | 'up-to-date' | 'pending' | 'folder-away' | 'needs-attention'

export interface SharingProblem {
  readonly file: string
  readonly reason: string
  readonly remedy: string
  /** Key of the locale files for reason and remedy, and what it says of this file; the command prints the sentences. */
  readonly code: string
  readonly detail: string
}

export interface SharingPerson {
  readonly device: string
  readonly name: string
  readonly runs: number
  readonly lastSeen: string | null
}

/** A planned or running training of a team-mate. */
export interface SharingClaim {
  readonly device: string
  readonly name: string
  readonly identity: string
  readonly experiment: Experiment
  readonly state: 'planned' | 'running'
  readonly since: string
}

export interface SharingDeleter {
  readonly device: string
  readonly name: string
  readonly runs: number
}

export interface SharingState {
  readonly state: SharingStateName
  readonly folder: string | null
  readonly pending: number
  readonly lastGood: string | null
  readonly problems: readonly SharingProblem[]
  readonly people: readonly SharingPerson[]
  readonly claims: readonly SharingClaim[]
  readonly shareWeights: boolean
  /** Bytes of weights in the folder. */
  readonly weightBytes: number
  /** Runs that the folder's tombstones would hide, waiting for the user's answer; 0 = none. */
  readonly hideQuestion: number
  /** Who deleted those, as their files say. */
  readonly hideQuestionBy?: readonly SharingDeleter[]
}

/** What was found in a folder before anything was written. */
export interface FolderProposal {
  readonly token: string
  readonly folder: string
  readonly existing: boolean
  readonly runs: number
  readonly people: number
  /** Keys of the locale files. */
  readonly warnings: readonly string[]
  /** Why the folder cannot be used, as a key of the locale files; null if it can. */
  readonly refusal: string | null
}

/** A file that was written of runs. */
export interface WrittenFile {
  readonly name: string
  /** Sentences: what was checked, and what could not be. */
  readonly checked: readonly string[]
}

export interface Requests {
  'app:info': () => AppInfo
  /** What a report of a fault should hold, as text that names nobody. */
  'app:diagnostics': () => string
  /** Opens the folder of the log in the system's file manager. */
  'app:open-log': () => void
  /** Asks the list of releases, whatever the setting says. */
  'app:look-for-release': () => ReleaseInfo
  /** Opens the page of the releases in the system's browser. */
  'app:open-releases': () => void
  /** Opens the folder of the library in the system's file manager. */
  'app:open-library': () => void
  /** Tells the system what ended, where the window is not in front and the user wants it. */
  'app:notify': (title: string, text: string) => void
  /** The answer to `app:closing`. */
  'app:close': (how: HowToClose) => void
  /** Quits although a result is held in memory: the answer to `app:quit-asked`. */
  'app:quit': () => void
  'settings:get': () => Settings
  'settings:set': (change: Partial<Settings>) => Settings

  'training:jobs': () => readonly Job[]
  /** How the jobs of this start ended, the oldest first. */
  'training:ends': () => readonly JobEnd[]
  /** Trains, or queues behind what trains; on Fashion-MNIST where no data are named. Answers with the run's id. */
  'training:start': (experiment: Experiment, parent: string | null, data?: string | undefined) => string
  'training:command': (id: string, command: TrainingCommand) => void
  /** Goes on with an interrupted or stopped run from its last checkpoint. */
  'training:continue': (id: string) => void
  /** Trains a recorded run again and compares every number. */
  'training:replay': (id: string) => void
  /** Takes a waiting job out of the queue, or moves it to another place. */
  'training:unqueue': (id: string) => void
  'training:move': (id: string, place: number) => void
  /** Lets the jobs start that wait for the user's word: those of an earlier start, and those behind a disk that was full. */
  'training:start-waiting': () => void
  /** Tries again to write a result that is held in memory. */
  'training:write-again': (id: string) => void
  /** Opens the system's dialog and writes the held result into a folder there; null when it was closed, else its path. */
  'training:save-elsewhere': (id: string) => string | null
  /** Asks for the stream of a running job; main answers with a port (`stream-port`), which first replays the curves so far. */
  'training:watch': (nonce: string) => void

  /** The searches of the library, the newest last. */
  'search:list': () => readonly SearchInfo[]
  'search:results': (id: string) => SearchResults
  /** Opens a search, or finds the same one, and goes on with it; on Fashion-MNIST where no data are named. Answers with its id. */
  'search:start': (spec: SearchSpec, data?: string | undefined, slice?: Slice | undefined) => string
  /** Goes on with a search; with a greater number of trials it gets longer. */
  'search:go-on': (id: string, trials?: number | undefined) => void
  /** Queues no further trial; the run that is being trained stops, is kept, and goes on when the search does. */
  'search:stop': (id: string) => void
  /** Writes what is searched where the system's save dialog says, as `lab search` reads it; null when that was closed. */
  'search:write-spec': (spec: SearchSpec, suggestedName: string) => WrittenFile | null
  /** Makes a run file of a search with all its runs that have ended, and writes it where the system's save dialog says; null when that was closed. */
  'search:write-file': (id: string, suggestedName: string) => WrittenFile | null

  /**
   * All runs, over a port of its own (`stream-port`) in portions that no window stumbles over, from the moment on in which the first
   * are read; answers with the number of those that were sent.
   */
  'runs:list': (nonce: string) => number
  'runs:record': (id: string) => RunRecord
  'runs:curves': (id: string) => RunCurves | null
  /** Predicted classes of the test images, one byte each. */
  'runs:predictions': (id: string) => Uint8Array | null
  /** Evaluates the weights of a run over all test images; null where they are not on this computer. */
  'runs:evaluate': (id: string) => RunEvaluation | null
  /** Iterations of a run of which the weights are kept, beside those of its end. */
  'runs:checkpoints': (id: string) => readonly number[]
  /** What the weights of a run at one of these iterations say; nobody has recorded that. */
  'runs:evaluate-checkpoint': (id: string, iteration: number) => RunEvaluation
  /** Every edit of a run in its order, the newest 500. */
  'runs:notes': (id: string) => readonly NoteFile[]
  'runs:annotate': (ids: readonly string[], change: AnnotationChange) => void
  /** Opens the system's dialog; null when it was closed. */
  'runs:import': () => ImportReport | null
  /** Imports a table that was dropped or pasted, as bytes. */
  'runs:import-bytes': (name: string, bytes: Uint8Array) => ImportReport
  /** Opens the system's save dialog and writes the table; null when it was closed, else the file's name. */
  'runs:export': (suggestedName: string, table: string | Uint8Array) => string | null
  /** Makes a file of runs and writes it where the system's save dialog says; null when that was closed. */
  'runs:write-file': (
    format: ExportFormatName,
    ids: readonly string[],
    suggestedName: string,
  ) => WrittenFile | null
  'runs:count-look': (id: string) => number

  /** Opens the system's dialog and looks into the file of runs or of a model that is chosen there; null when it was closed. Nothing is taken yet. */
  'file:choose': () => FileOffer | null
  /** Looks into such a file that was dropped on the window; only the preload script can name one. */
  'file:read': (path: string) => FileOffer
  /** Looks into the file with which the lab was started or called; null where there is none, or it was asked for before. */
  'file:given': () => FileOffer | null
  /** Takes what is in the run file under this token into the library. */
  'file:take-runs': (token: string) => TakenRunFile
  /** Tries the model under this token on data, takes the run that it becomes, and answers with that run's id. */
  'file:take-model': (token: string, choice: ModelChoice) => string
  /** Forgets what was read, which is not taken. */
  'file:forget': (token: string) => void

  /** Opens the system's save dialog and writes a figure as PNG, SVG or CSV; null when it was closed, else the file's name. */
  'figure:save': (suggestedName: string, file: Uint8Array) => string | null

  /** All data that can be trained on here, Fashion-MNIST first. */
  'data:list': () => readonly Dataset[]
  /** `data` is a fingerprint here and in the next; Fashion-MNIST's where it is left out. */
  'data:image': (split: 'train' | 'test', index: number, data?: string | undefined) => DataImage
  'data:labels': (split: 'train' | 'test', data?: string | undefined) => Uint8Array
  /** Several images of one part at once. */
  'data:images': (split: 'train' | 'test', indices: readonly number[], data: string) => readonly DataImage[]
  /** Opens the system's dialog and reads the folder that is chosen there; null when it was closed. Nothing is stored yet. */
  'data:choose-folder': () => FolderContents | null
  /** Reads a folder that was dropped on the window; only the preload script can name one. */
  'data:read-folder': (folder: string) => FolderContents
  /** Stores what was read under this token as data with this name. */
  'data:add': (token: string, name: string) => Dataset
  /** Forgets what was read. */
  'data:forget': (token: string) => void
  /** Takes data out of the library; refused while a training needs them. */
  'data:remove': (data: string) => void
  /** Shows the folder of the data, which can be given away, in the system's file manager. */
  'data:open-folder': (data: string) => void
  /** What the training images have in common. */
  'data:statistics': (data: string) => ImageStatistics
  /** Images that are in the data more than once, or almost; a search of seconds. */
  'data:duplicates': (data: string) => DuplicateImages | null
  /** Ends that search, whose answer is null then. */
  'data:stop-duplicates': (data: string) => void
  /** How far test images lie from the training images; measured once, in seconds. */
  'data:distances': (data: string) => UsualDistances
  'image:open': () => { readonly name: string; readonly bytes: Uint8Array } | null
  /** A byte for each of the network's inputs, as it sees them before scaling. */
  'image:classify': (id: string, pixels: Uint8Array) => Classification
  /** Which pixels matter for the score of a class. */
  'image:explain': (id: string, pixels: Uint8Array, method: AttributionMethod, target: number) => Attribution
  /** The five training images that are nearest, the nearest first; of Fashion-MNIST where no data are named. */
  'image:nearest': (pixels: Uint8Array, data?: string | undefined) => readonly NearestImage[]
  /** The page may use a camera from now on. False where the system's privacy settings keep the app from it. */
  'camera:open': () => boolean
  'camera:close': () => void

  'sharing:state': () => SharingState
  'sharing:choose': () => FolderProposal | null
  'sharing:join': (token: string) => SharingState
  'sharing:leave': () => SharingState
  'sharing:sync': () => SharingState
  'sharing:open-folder': () => void
  'sharing:share-weights': (on: boolean) => SharingState
  'sharing:answer-hide': (hide: boolean) => SharingState
  'sharing:delete': (ids: readonly string[]) => void
  'sharing:undelete': (ids: readonly string[]) => void
}

export interface Events {
  /** Quitting would lose a result that is held in memory; the app stays until the window says `app:quit`. */
  'app:quit-asked': () => void
  'runs:changed': (changed: readonly RunSummary[], removed: readonly string[]) => void
  'training:jobs-changed': (jobs: readonly Job[]) => void
  'training:ended': (end: JobEnd) => void
  /** A trial has ended, or a search goes on, stops or is over. */
  'search:changed': (info: SearchInfo, changed: readonly TrialResult[]) => void
  'training:replayed': (id: string, outcome: ReplayOutcome) => void
  'sharing:changed': (state: SharingState) => void
  'settings:changed': (settings: Settings) => void
  /** Somebody chose one of the lab's own entries in the menu of the app. */
  'menu:command': (command: MenuCommand) => void
  'runs:import-progress': (progress: ImportProgress) => void
  /** The system hands the lab a file: the window asks for it with `file:given`. */
  'file:given': () => void
  /** So many test images were shown to a model that is being taken. */
  'file:progress': (done: number, all: number) => void
  /** So many pictures of a folder are read. */
  'data:progress': (done: number, all: number) => void
  /** Which share of a search for duplicates is done. */
  'data:duplicates-progress': (data: string, share: number) => void
  notice: (notice: Notice) => void
  /** Somebody closes the window or quits while something trains: the window asks, and answers with `app:close`. */
  'app:closing': () => void
}

/** What comes over the training stream: which job, and what it tells. `history` comes first and holds the curves so far. */
export type StreamMessage =
  | { readonly kind: 'history'; readonly id: string; readonly curves: RunCurves; readonly iteration: number }
  | {
      readonly kind: 'event'
      readonly id: string
      readonly event: Exclude<TrainingEvent, { kind: 'checkpoint' | 'ended' }>
    }
  | { readonly kind: 'ended'; readonly id: string }
