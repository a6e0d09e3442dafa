import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** The pages of the window; `pages/pages.ts` has a line for each. */
export type PageId = 'design' | 'training' | 'runs' | 'image' | 'sharing' | 'settings'

/** Which page is shown, and the run that it was asked to show. */
export const useNavigationStore = defineStore('navigation', () => {
  const page = ref<PageId>('design')
  const runId = shallowRef<string | null>(null)

  /** Opens a page; `run` is the run that it is to show, which a page may also read later. */
  function go(id: PageId, run: string | null = null): void {
    runId.value = run
    page.value = id
  }

  return { page, runId, go }
})
