import { useEventListener } from '@vueuse/core'
import { PAGES } from '../pages/pages'
import { useNavigationStore } from '../stores/navigation-store'

/** Ctrl (or Command) with a digit opens a page. */
export function useShortcuts(target: Window = window): void {
  const navigation = useNavigationStore()

  function press(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const page = PAGES[Number(event.key) - 1]
    if (page === undefined) return
    event.preventDefault()
    navigation.go(page.id)
  }

  useEventListener(target, 'keydown', press)
}
