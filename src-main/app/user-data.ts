import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { fileFault } from '../base/file-errors'
import { tellTerminal } from '../base/terminal'
import { languageOf } from './language-of'

/** Why nothing can be kept in a folder, as a sentence; null where the lab can write there. */
export function userDataFault(directory: string): string | null {
  try {
    mkdirSync(directory, { recursive: true })
    rmdirSync(mkdtempSync(join(directory, '.probe-')))
    return null
  } catch (error) {
    const { locale } = Intl.DateTimeFormat().resolvedOptions()
    const reason = fileFault(error)
    return languageOf(locale) === 'ko'
      ? `실험 기록을 저장할 폴더 ${directory}에 쓸 수 없어 시작하지 못했습니다(${reason}). 쓰기 권한을 주거나 --user-data-dir로 다른 폴더를 지정하세요.`
      : `The lab cannot start, because it cannot write to ${directory}, where it keeps its runs: ${reason}. Allow writing there, or name another folder with --user-data-dir.`
  }
}

/**
 * Ends the app with a sentence: in the terminal that started it, and in a window where there may be none. Chromium would end without
 * a word and without an error.
 */
export function refuseToStart(sentence: string): void {
  tellTerminal(sentence)
  if (!app.isPackaged) {
    app.exit(1)
    return
  }
  void app.whenReady().then(() => {
    dialog.showErrorBox(app.getName(), sentence)
    app.exit(1)
  })
}
