import { useEventListener } from '@vueuse/core'
import { PAGES } from '../pages/pages'
import { useNavigationStore } from '../stores/navigation-store'
import { useShellStore } from '../stores/shell-store'

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"], [role="menu"] *'))

/** Keys that work everywhere; `shortcuts.ts` lists them for people. */
export function useShortcuts(target: Window = window): void {
  const navigation = useNavigationStore()
  const shell = useShellStore()

  /** What a key with Ctrl (or Command) does; null for none of ours. */
  function withControl(key: string): (() => void) | null {
    if (key.toLowerCase() === 'k')
      return () => (shell.panel === 'palette' ? shell.close() : shell.open('palette'))
    if (key === ',') return () => navigation.go('settings')
    const page = PAGES[Number(key) - 1]
    return page === undefined ? null : () => navigation.go(page.id)
  }

  function bare(event: KeyboardEvent): (() => void) | null {
    if (event.key === 'F1') return () => shell.open('help')
    return event.key === '?' && !isText(event.target) ? () => shell.open('shortcuts') : null
  }

  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || event.isComposing) return
    const isControl = event.ctrlKey || event.metaKey
    const act = isControl ? (event.shiftKey ? null : withControl(event.key)) : bare(event)
    if (act === null) return
    event.preventDefault()
    act()
  }

  useEventListener(target, 'keydown', press)
}
