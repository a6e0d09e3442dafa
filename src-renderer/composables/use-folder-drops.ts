import { type TakeFolder, useFileDropsStore } from '../stores/file-drops-store'
import { useShown } from './use-shown'

/** Gives the page, while it is shown, a folder that is dropped on the window. */
export function useFolderDrops(take: TakeFolder): void {
  const drops = useFileDropsStore()
  useShown(
    () => (drops.takeFolder = take),
    () => drops.stopTakingFolder(take),
  )
}
