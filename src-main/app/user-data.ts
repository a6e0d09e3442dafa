import { mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { makeFolder } from '../base/atomic-file'
import { appDataDirectory, NO_HOME, userDataIn } from '../base/default-directory'
import { errorMessage } from '../base/error-message'
import { fileFault } from '../base/file-errors'
import { tellTerminal } from '../base/terminal'
import { languageOf } from './language-of'

const inKorean = (): boolean => languageOf(Intl.DateTimeFormat().resolvedOptions().locale) === 'ko'

/** The folder of the app among those of all apps, or the sentence that says why there is none. */
export function userDataDirectory(): { readonly directory: string } | { readonly fault: string } {
  try {
    return { directory: userDataIn(appDataDirectory()) }
  } catch (error) {
    const fault = errorMessage(error)
    const isHomeless = fault === NO_HOME && inKorean()
    return {
      fault: isHomeless
        ? '이 사용자의 홈 폴더를 찾을 수 없어 실험 기록을 저장할 곳이 없습니다. 쓸 수 있는 폴더를 HOME에 지정하세요.'
        : fault,
    }
  }
}

/** Why nothing can be kept in a folder, as a sentence; null where the lab can write there. */
export async function userDataFault(directory: string): Promise<string | null> {
  try {
    await makeFolder(directory)
    rmdirSync(mkdtempSync(join(directory, '.probe-')))
    return null
  } catch (error) {
    const reason = fileFault(error)
    return inKorean()
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
  // Chromium has to write somewhere before it can show anything, and else ends with a fault of memory.
  const place = mkdtempSync(join(tmpdir(), 'our-neural-network-'))
  app.setPath('userData', place)
  void app.whenReady().then(() => {
    dialog.showErrorBox(app.getName(), sentence)
    rmSync(place, { recursive: true, force: true })
    app.exit(1)
  })
}
