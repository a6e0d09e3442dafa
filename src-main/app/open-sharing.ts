import { dialog } from 'electron'
import type { Experiment } from '#shared/experiment/experiment'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { experimentIdentity } from '../base/hashes'
import type { Library } from '../library/library'
import { createSharingService, type SharingService } from '../sharing/sharing-service'
import type { SettingsStore } from './settings-store'
import { showFolder } from './show-folder'
import type { TrainerProcess } from './trainer-process'
import type { WindowEvents } from './window-events'

interface Options {
  readonly userData: string
  readonly library: Promise<Library>
  readonly settings: SettingsStore
  readonly events: WindowEvents
  readonly trainer: TrainerProcess
}

/** Lets the user choose a folder; null when the dialog was closed. */
async function chooseFolder({ window }: WindowEvents): Promise<string | null> {
  const options = { properties: ['openDirectory' as const, 'createDirectory' as const] }
  const chosen = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  const [path] = chosen.filePaths
  return chosen.canceled || path === undefined ? null : path
}

/** Sharing, as the app needs it: with the system's dialogs, and telling the window. */
export async function openSharing({
  userData,
  library,
  settings,
  events,
  trainer,
}: Options): Promise<SharingService> {
  const identityOf = async (experiment: Experiment, data = FASHION_MNIST): Promise<string> => {
    const { arithmetic } = await trainer.describe()
    return experimentIdentity(experiment, data, arithmetic)
  }
  return createSharingService({
    library: await library,
    userData,
    settings,
    chooseFolder: () => chooseFolder(events),
    openFolder: showFolder,
    identityOf,
    onState: (state) => events.send('sharing:changed', state),
  })
}
