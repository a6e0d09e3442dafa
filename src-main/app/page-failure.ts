import { app, type BrowserWindow, dialog } from 'electron'
import type { Language } from '#shared/language/language'
import { languageOf } from './language-of'

const WORDS = {
  en: {
    message: 'The window could not be loaded.',
    detail: (reason: string) =>
      `Your runs are safe, and what trains goes on. If this happens again, start the lab again. (${reason})`,
    again: 'Try again',
    leave: 'Leave it',
  },
  ko: {
    message: '창을 불러오지 못했습니다.',
    detail: (reason: string) =>
      `실험은 안전하며, 진행 중인 학습은 계속됩니다. 다시 시도해도 안 되면 앱을 다시 시작하세요. (${reason})`,
    again: '다시 시도',
    leave: '그대로 두기',
  },
} as const satisfies Record<Language, object>

/** Tells in a dialog of the system that the page could not be loaded; answers whether it shall be tried again. */
export async function askToLoadAgain(window: BrowserWindow, reason: string): Promise<boolean> {
  if (window.isDestroyed()) return false
  window.show()
  const { message, detail, again, leave } = WORDS[languageOf(app.getLocale())]
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message,
    detail: detail(reason),
    buttons: [again, leave],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}
