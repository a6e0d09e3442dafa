import { type TakeFiles, useFileDropsStore } from '../stores/file-drops-store'
import { useShown } from './use-shown'

/** Gives the page, while it is shown, every file that is dropped on the window or pasted into it. */
export function useFileDrops(take: TakeFiles): void {
  const drops = useFileDropsStore()
  useShown(
    () => (drops.takeFiles = take),
    () => drops.stopTaking(take),
  )
}
