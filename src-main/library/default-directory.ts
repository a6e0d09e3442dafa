import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder's name is not the app's title: titles are translated and have blanks. */
const USER_DATA_FOLDER = 'our-neural-network'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the system keeps the data of apps, by the same rule as Electron. */
export function appDataDirectory(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { APPDATA, XDG_CONFIG_HOME } = environment
  if (platform === 'win32') return APPDATA ?? join(homedir(), 'AppData', 'Roaming')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return XDG_CONFIG_HOME === undefined || XDG_CONFIG_HOME === ''
    ? join(homedir(), '.config')
    : XDG_CONFIG_HOME
}

/** The app's own folder among those of all apps. */
export function userDataIn(appData: string): string {
  return join(appData, USER_DATA_FOLDER)
}

/** The library inside the app's own folder. */
export function libraryIn(userData: string): string {
  return join(userData, 'library')
}

/** The library that the app uses unless it is told otherwise; the command uses the same one. */
export function defaultLibraryDirectory(): string {
  return libraryIn(userDataIn(appDataDirectory()))
}
