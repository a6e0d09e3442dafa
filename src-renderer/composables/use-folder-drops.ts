import { onActivated, onDeactivated, onScopeDispose } from 'vue'
import { type TakeFolder, useFileDropsStore } from '../stores/file-drops-store'

/** Gives the page, while it is shown, a folder that is dropped on the window. */
export function useFolderDrops(take: TakeFolder): void {
  const drops = useFileDropsStore()
  const stop = (): void => drops.stopTakingFolder(take)
  onActivated(() => (drops.takeFolder = take))
  onDeactivated(stop)
  onScopeDispose(stop)
}
