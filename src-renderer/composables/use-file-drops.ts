import { onActivated, onDeactivated, onScopeDispose } from 'vue'
import { type TakeFiles, useFileDropsStore } from '../stores/file-drops-store'

/** Gives the page, while it is shown, every file that is dropped on the window or pasted into it. */
export function useFileDrops(take: TakeFiles): void {
  const drops = useFileDropsStore()
  const stop = (): void => drops.stopTaking(take)
  onActivated(() => (drops.takeFiles = take))
  onDeactivated(stop)
  onScopeDispose(stop)
}
