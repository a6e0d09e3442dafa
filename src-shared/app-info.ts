/** What main says about this app and the computer that it runs on. */
export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly chrome: string
  readonly node: string
  /** The package was made with another Electron than the one of the project, for tests only. */
  readonly standIn: boolean
  readonly cores: number
  readonly processor: string
  /** Engine that trains here, and why the faster ones do not (empty for the fastest). */
  readonly engine: string
  readonly engineReason: string
  readonly arithmetic: string
  readonly libraryPath: string
  /** Steps a second of the standard workload; null until it was measured. */
  readonly calibration: number | null
}

/** The newest release that is listed. */
export interface ReleaseInfo {
  readonly newest: string
  /** It is newer than this one. */
  readonly isNewer: boolean
}
