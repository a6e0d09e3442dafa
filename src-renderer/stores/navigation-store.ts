import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'

/** The pages of the navigation; `pages/pages.ts` has a line for each. */
const PAGE_IDS = ['design', 'training', 'runs', 'search', 'image', 'data', 'sharing', 'settings'] as const
type ListedPageId = (typeof PAGE_IDS)[number]
/** `run` shows one run; it is opened from where that run stands, and leads back there. */
export type PageId = ListedPageId | 'run'

const STORAGE_KEY = 'our-neural-network/page'

/** The page that was shown last; the first where nothing sensible is remembered. */
const rememberedPage = (storage: Storage): ListedPageId =>
  PAGE_IDS.find((id) => id === storage.getItem(STORAGE_KEY)) ?? 'design'

/** Which page is shown, and the run that it was asked to show. */
export const useNavigationStore = defineStore('navigation', () => {
  const page = ref<PageId>(rememberedPage(localStorage))
  /** The page behind the page of a run; otherwise the page itself. */
  const listedPage = ref<ListedPageId>(rememberedPage(localStorage))
  const runId = shallowRef<string | null>(null)

  /** Opens a page; `run` is the run that it is to show, which a page may also read later. */
  function go(id: PageId, run: string | null = null): void {
    runId.value = run
    page.value = id
    if (id !== 'run') listedPage.value = id
  }

  /** From the page of a run to where it was opened. */
  const goBack = (): void => go(listedPage.value)

  watch(listedPage, (now) => localStorage.setItem(STORAGE_KEY, now))

  return { page, listedPage, runId, go, goBack }
})
