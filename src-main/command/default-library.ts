import { homedir } from 'node:os'
import { join } from 'node:path'

const APP_NAME = 'Our Neural Network'

/** The folder in which the system keeps the data of apps, as Electron finds it. */
function applicationData(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env
  if (process.platform === 'win32') return APPDATA ?? join(homedir(), 'AppData', 'Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return XDG_CONFIG_HOME !== undefined && XDG_CONFIG_HOME !== ''
    ? XDG_CONFIG_HOME
    : join(homedir(), '.config')
}

/** The library inside the app's own data folder: the app and the command find the same one. */
export function libraryIn(userData: string): string {
  return join(userData, 'library')
}

export function defaultLibrary(): string {
  return libraryIn(join(applicationData(), APP_NAME))
}
