import { join } from 'node:path'
import { app } from 'electron'
import type { JobEnd } from '#shared/ipc'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { libraryIn } from '../base/default-directory'
import { errorMessage } from '../base/error-message'
import { type Datasets, openDatasets } from '../library/datasets'
import { type Library, openLibrary } from '../library/library'
import { libraryPaths } from '../library/library-paths'
import { problemLines } from '../library/problem-lines'
import { openSearches, type Searches } from '../search/searches'
import type { SharingService } from '../sharing/sharing-service'
import { dataDirectory } from '../trainer/data-directory'
import { calibrateWhenIdle } from './calibrate-when-idle'
import type { CameraGate } from './camera-gate'
import { type Closing, createClosing } from './closing'
import { createEarlyRuns, type EarlyRuns } from './early-runs'
import { EvaluatorProcess } from './evaluator-process'
import { type FileOffers, openFileOffers } from './file-offers'
import type { GivenFile } from './given-file'
import { createKeepAwake } from './keep-awake'
import { type LogFile, noteJobEnd } from './log-file'
import { LookCounter } from './look-counter'
import { openSharing } from './open-sharing'
import { openQueueFolder, type QueuedJob, type QueueStore } from './queue-folder'
import { createQuitQuestion, type QuitQuestion } from './quit-question'
import { type FolderReading, openFolderReading } from './read-dataset-aside'
import { openRecordSink } from './record-sink'
import { createReleaseWatch, type ReleaseWatch } from './release-watch'
import { openReplaySink } from './replay-sink'
import { restoreJob } from './restore-queue'
import { inBatches } from './run-batches'
import { createSearchRunner, type SearchRunner } from './search-runner'
import { type SettingsStore, threadsFor } from './settings-store'
import { TrainerProcess } from './trainer-process'
import type { JobOrder, JobSink } from './training-job'
import { TrainingJobs } from './training-jobs'
import type { WindowEvents } from './window-events'
import { createWindowProgress } from './window-progress'

/** Milliseconds that a training gets to write its checkpoint when the app quits. */
const TIME_TO_PAUSE = 5_000
const TIME_TO_LEAVE = 1_000
/** Files of one kind that are told as notices when the library could not use them. */
const MOST_TOLD = 2

/** Everything that answers requests, made once and handed to whom it concerns. */
export interface Services {
  readonly libraryPath: string
  readonly library: Promise<Library>
  readonly earlyRuns: EarlyRuns
  readonly datasets: Datasets
  readonly folderReading: FolderReading
  readonly fileOffers: FileOffers
  readonly givenFile: GivenFile
  readonly settings: SettingsStore
  readonly looks: LookCounter
  readonly trainer: TrainerProcess
  readonly evaluator: EvaluatorProcess
  readonly jobs: TrainingJobs
  readonly searches: SearchRunner
  /** The searches as they lie on the disk. */
  readonly recordedSearches: Searches
  /** How the jobs of this start ended. */
  readonly ends: readonly JobEnd[]
  readonly closing: Closing
  readonly sharing: Promise<SharingService>
  readonly events: WindowEvents
  readonly camera: CameraGate
  readonly log: LogFile
  readonly releases: ReleaseWatch
  readonly quitQuestion: QuitQuestion
  close(): Promise<void>
}

function followLibrary(opening: Promise<Library>, events: WindowEvents): void {
  const tell = (library: Library): void => {
    library.onChange(inBatches((changed, removed) => events.send('runs:changed', changed, removed)))
    for (const line of problemLines(library.problems, { most: MOST_TOLD })) events.notifyText('warning', line)
  }
  // Each request that needs the library rejects with the same sentence; without this one nobody would see it before.
  opening.then(tell, (error: unknown) => events.notifyText('error', errorMessage(error)))
}

interface EarlierJobs {
  readonly jobs: TrainingJobs
  readonly library: Promise<Library>
  readonly store: QueueStore
  readonly searches: SearchRunner
  readonly events: WindowEvents
}

/** Offers the trainings that an earlier start of the app did not come to; what cannot be offered is told. */
async function offerEarlierJobs({ jobs, library, store, searches, events }: EarlierJobs): Promise<void> {
  try {
    const opened = await library.catch(() => null)
    // What keeps a library from being opened is told where that is tried.
    if (opened === null) return
    const { jobs: found, problems } = await store.load()
    for (const { file, reason } of problems) events.notifyText('warning', `${file}: ${reason}`)
    const offered: QueuedJob[] = []
    for (const earlier of found) {
      const restored = await restoreJob(opened, earlier)
      if ('job' in restored) offered.push(restored.job)
      else await store.remove(restored.done)
      if ('why' in restored && restored.why !== null) events.notifyText('warning', restored.why)
    }
    if (offered.length === 0) return
    jobs.restore(offered)
    await searches.restore(offered.map(({ order }) => order))
  } catch (error) {
    events.notifyText('error', errorMessage(error))
  }
}

type Given = Pick<Services, 'settings' | 'events' | 'camera' | 'givenFile' | 'log'> & {
  /** The app's own folder. */
  readonly userData: string
}

export function createServices({ userData, settings, events, camera, givenFile, log }: Given): Services {
  const libraryPath = libraryIn(userData)
  const earlyRuns = createEarlyRuns()
  const library = openLibrary(libraryPath, { onRead: earlyRuns.add })
  followLibrary(library, events)
  const datasets = openDatasets({ own: libraryPaths(libraryPath).datasets, fashionMnist: dataDirectory })
  const folderReading = openFolderReading({ own: datasets.own, fashionMnist: dataDirectory }, (done, all) =>
    events.send('data:progress', done, all),
  )
  const evaluator = new EvaluatorProcess(
    (data) => datasets.placeOf(data),
    (data, share) => events.send('data:duplicates-progress', data, share),
  )
  const trainer = new TrainerProcess({
    onEvent: (event) => void jobs.handle(event),
    onCrash: () => void jobs.handleCrash(),
  })

  async function openSink(order: JobOrder): Promise<JobSink> {
    const data = order.data ?? FASHION_MNIST
    const [opened, dataset, { engine, arithmetic }] = await Promise.all([
      library,
      datasets.description(data),
      trainer.describe(),
    ])
    const common = {
      library: opened,
      data,
      dataset,
      author: settings.get().author,
      onProblem: (text: string) => events.notifyText('error', text),
    }
    if (order.kind === 'replay') {
      return openReplaySink(order, {
        ...common,
        onOutcome: (id, outcome) => events.send('training:replayed', id, outcome),
      })
    }
    const calibration = settings.calibration(engine)
    return openRecordSink(order, { ...common, arithmetic, calibration })
  }

  const ends: JobEnd[] = []
  const showProgress = createWindowProgress(app.getName())
  const keepAwake = createKeepAwake()
  const closing = createClosing({
    events,
    jobs: () => jobs.jobs,
    stopAndKeep: () => jobs.stopAndKeep(),
  })
  const store = openQueueFolder(libraryPaths(libraryPath).queue)
  const jobs = new TrainingJobs({
    trainer: {
      start: async ({ data = FASHION_MNIST, ...training }) =>
        trainer.start({ ...training, data: await datasets.placeOf(data) }),
      command: (id, command) => trainer.command(id, command),
    },
    store,
    openSink,
    threads: () => threadsFor(settings.get()),
    onEnd: (end) => {
      ends.push(end)
      noteJobEnd(log, end)
      events.send('training:ended', end)
      void searches.ended(end).catch((error: unknown) => events.notifyText('error', errorMessage(error)))
    },
    onChange: (list) => {
      showProgress(events.window, list)
      keepAwake(list)
      closing.backWhenDone()
      if (events.isVisible) events.send('training:jobs-changed', list)
      sharing.then(
        (opened) => opened.setJobs(list),
        () => undefined,
      )
    },
    onNotice: (notice) => events.notify(notice),
  })

  const recordedSearches = openSearches(libraryPaths(libraryPath).searches)
  const fileOffers = openFileOffers({
    runs: async () => ({ library: await library, searches: recordedSearches }),
    datasets,
    onProgress: (done, all) => events.send('file:progress', done, all),
  })
  const searches: SearchRunner = createSearchRunner({
    library,
    jobs,
    searches: recordedSearches,
    arithmetic: async () => (await trainer.describe()).arithmetic,
    description: (data) => datasets.description(data),
    onChange: (info, changed) => events.send('search:changed', info, changed),
  })

  const offering = offerEarlierJobs({ jobs, library, store, searches, events })

  const sharing = openSharing({ userData, library, settings, events, trainer })
  // Each request rejects with the same sentence; the library's own notice has told it already.
  sharing.catch(() => undefined)

  events.onVisibility((isVisible) => {
    // A trainer that is just dying hears it when it is started anew.
    void trainer.show(isVisible).catch(() => undefined)
    if (isVisible) events.send('training:jobs-changed', jobs.jobs)
  })

  async function close(): Promise<void> {
    stopWaiting()
    releases.close()
    await offering
    await jobs.close(TIME_TO_PAUSE)
    await sharing.then(
      (opened) => opened.close(),
      () => undefined,
    )
    await Promise.all([
      trainer.stop(TIME_TO_LEAVE),
      evaluator.stop(TIME_TO_LEAVE),
      folderReading.close(),
      fileOffers.close(),
    ])
    const opened = await library.catch(() => null)
    await opened?.close()
  }

  const stopWaiting = calibrateWhenIdle({ trainer, jobs, settings })
  const releases = createReleaseWatch({ settings, tell: (notice) => events.notify(notice) })
  const looks = new LookCounter(join(userData, 'looks.json'), (text) => events.notifyText('warning', text))
  const quitQuestion = createQuitQuestion({ jobs, ask: () => events.ask('app:quit-asked') })
  return {
    ...{ libraryPath, library, earlyRuns, datasets, settings, looks, trainer, evaluator, jobs, searches },
    recordedSearches,
    ...{ ends, closing, folderReading, fileOffers, givenFile },
    ...{ sharing, events, camera, quitQuestion, log, releases },
    close,
  }
}
