import { Notification } from 'electron'
import { shortPrintableText } from '../base/printable-text'
import { bringBack } from './closing'
import type { SettingsStore } from './settings-store'
import type { WindowEvents } from './window-events'

const LONGEST_TITLE = 100
const LONGEST_TEXT = 300

/** Kept until they are closed, or the system would no longer hear of clicks on them. */
const open = new Set<Notification>()

/** Tells the system what the window cannot show, because nobody looks at it. A click brings the window to the front. */
export function noticeOfSystem(
  settings: Pick<SettingsStore, 'get'>,
  events: WindowEvents,
  title: string,
  body: string,
): void {
  const isInFront = events.window?.isFocused() ?? false
  if (isInFront || !settings.get().notify || !Notification.isSupported()) return
  const notice = new Notification({
    title: shortPrintableText(title, LONGEST_TITLE),
    body: shortPrintableText(body, LONGEST_TEXT),
  })
  open.add(notice)
  notice.on('click', () => bringBack(events.window))
  notice.on('close', () => open.delete(notice))
  notice.show()
}
