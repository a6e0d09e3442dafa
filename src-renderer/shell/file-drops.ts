import { onActivated, onDeactivated, onScopeDispose, shallowRef } from 'vue'

type TakeFiles = (files: readonly File[]) => Promise<void>

/** What the page that is shown does with files; null if it takes none. */
export const takeFiles = shallowRef<TakeFiles | null>(null)

/** Whether something from outside hangs over the window now. */
export const isOver = shallowRef(false)

/** Gives the page, while it is shown, every file that is dropped on the window or pasted into it. */
export function useFileDrops(take: TakeFiles): void {
  const stop = (): void => {
    if (takeFiles.value === take) takeFiles.value = null
  }
  onActivated(() => (takeFiles.value = take))
  onDeactivated(stop)
  onScopeDispose(stop)
}
