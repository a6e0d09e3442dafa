type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing' | 'target'
>

/** The letter of a key; with Hangul switched on, Ctrl+Z comes as another letter from the same key. */
function letterOf({ key, code }: Pressed): string {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase()
}

/** Texts that are not fields of the form have a history of their own. */
function isForeignText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const isText = target.isContentEditable || target.matches('input, textarea')
  return isText && target.closest('[data-field]') === null
}

/** Whether keys ask to take a change of the form back (Ctrl+Z) or to bring it again (Ctrl+Shift+Z, Ctrl+Y). */
export function historyKey(event: Pressed): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || isForeignText(event.target))
    return null
  const letter = letterOf(event)
  if (letter === 'z') return event.shiftKey ? 'redo' : 'undo'
  return letter === 'y' && !event.shiftKey ? 'redo' : null
}
