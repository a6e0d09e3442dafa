import { systemPreferences, type WebContents } from 'electron'

/** Whether the page may have the camera's picture: while its camera view is open, and at no other time. */
export interface CameraGate {
  readonly isOpen: boolean
  /** The camera view asks. Whether the system lets the app use a camera at all; a Mac asks its user. */
  open(): Promise<boolean>
  close(): void
  /** Closes with whatever takes the camera view away without a word: a page that is loaded anew, a window that dies. */
  attach(contents: WebContents): void
}

const askSystem = (): Promise<boolean> =>
  process.platform === 'darwin' ? systemPreferences.askForMediaAccess('camera') : Promise.resolve(true)

/** A gate that is closed until somebody asks. */
export function createCameraGate(ask: () => Promise<boolean> = askSystem): CameraGate {
  let isOpen = false
  const close = (): void => {
    isOpen = false
  }
  return {
    get isOpen() {
      return isOpen
    },
    async open() {
      isOpen = true
      const isGranted = await ask()
      // It may have been closed while the system asked.
      isOpen &&= isGranted
      return isGranted
    },
    close,
    attach(contents) {
      contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) close()
      })
      contents.on('render-process-gone', close)
      contents.once('destroyed', close)
    },
  }
}
