import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'

/** The pages of the window; `pages/pages.ts` has a line for each. */
const PAGE_IDS = ['design', 'training', 'runs', 'image', 'sharing', 'settings'] as const
export type PageId = (typeof PAGE_IDS)[number]

const STORAGE_KEY = 'our-neural-network/page'

/** The page that was shown last; the first where nothing sensible is remembered. */
const rememberedPage = (storage: Storage): PageId =>
  PAGE_IDS.find((id) => id === storage.getItem(STORAGE_KEY)) ?? 'design'

/** Which page is shown, and the run that it was asked to show. */
export const useNavigationStore = defineStore('navigation', () => {
  const page = ref<PageId>(rememberedPage(localStorage))
  const runId = shallowRef<string | null>(null)

  /** Opens a page; `run` is the run that it is to show, which a page may also read later. */
  function go(id: PageId, run: string | null = null): void {
    runId.value = run
    page.value = id
  }

  watch(page, (now) => localStorage.setItem(STORAGE_KEY, now))

  return { page, runId, go }
})
