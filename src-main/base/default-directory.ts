import { homedir, userInfo } from 'node:os'
import { join, posix, win32 } from 'node:path'

/** The folder's name is not the app's title: titles are translated and have blanks. */
const USER_DATA_FOLDER = 'our-neural-network'

export const NO_HOME =
  'The system names no home folder of this user, in which the lab keeps its runs. Set HOME to a folder where this user may write.'

// A variable that is empty or a part of a path would mean a folder that changes with every command.
function absolute(path: string | undefined, platform: NodeJS.Platform): string | undefined {
  const { isAbsolute } = platform === 'win32' ? win32 : posix
  return path !== undefined && isAbsolute(path) ? path : undefined
}

/** Throws a sentence where neither HOME nor the list of users names one. */
function home(): string {
  try {
    return absolute(homedir(), process.platform) ?? userInfo().homedir
  } catch {
    throw new Error(NO_HOME)
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Where the system keeps the data of apps: the window and the command ask here, so that they never differ. */
export function appDataDirectory(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { APPDATA, XDG_CONFIG_HOME } = environment
  if (platform === 'win32') return absolute(APPDATA, platform) ?? join(home(), 'AppData', 'Roaming')
  if (platform === 'darwin') return join(home(), 'Library', 'Application Support')
  return absolute(XDG_CONFIG_HOME, platform) ?? join(home(), '.config')
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
