import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export type TakeFiles = (files: readonly File[]) => Promise<void>
export type TakeFolder = (folder: File) => Promise<void>

/** What is dropped on the window or pasted into it, between the shell, which sees it first, and the page that is shown. */
export const useFileDropsStore = defineStore('file-drops', () => {
  /** What the page that is shown does with files; null if it takes none. */
  const takeFiles = shallowRef<TakeFiles | null>(null)
  /** What the page that is shown does with a folder; null if it takes none. A page takes either files or a folder. */
  const takeFolder = shallowRef<TakeFolder | null>(null)
  /** Whether files or folders hang over the window now. */
  const isOver = shallowRef(false)

  /** Ends what `take` began, unless another page has taken its place. */
  function stopTaking(take: TakeFiles): void {
    if (takeFiles.value === take) takeFiles.value = null
  }

  function stopTakingFolder(take: TakeFolder): void {
    if (takeFolder.value === take) takeFolder.value = null
  }

  return { takeFiles, takeFolder, isOver, stopTaking, stopTakingFolder }
})
