import { defineAsyncComponent, type Component } from 'vue'

export const PAGE_IDS = ['design', 'training', 'runs', 'image', 'sharing', 'settings'] as const
export type PageId = (typeof PAGE_IDS)[number]

/** One page of the window. Its name is the text `shell.page.<id>`. */
export interface Page {
  readonly id: PageId
  readonly icon: string
  readonly component: Component
}

const files = import.meta.glob<{ readonly default: Component }>('./*/*Page.vue')

function page(id: PageId, icon: string, file: string): Page {
  const load = files[file] ?? (() => import('../shell/PageAway.vue'))
  return { id, icon, component: defineAsyncComponent(load) }
}

/** The pages in the order of the navigation; Ctrl+1 is the first. A page with a folder of its own joins here. */
export const PAGES: readonly Page[] = [
  page('design', 'i-lucide-layers', './design/DesignPage.vue'),
  page('training', 'i-lucide-activity', './training/TrainingPage.vue'),
  page('runs', 'i-lucide-table-2', './runs/RunsPage.vue'),
  page('image', 'i-lucide-shirt', './image/ImagePage.vue'),
  page('sharing', 'i-lucide-users', './sharing/SharingPage.vue'),
  page('settings', 'i-lucide-settings', './settings/SettingsPage.vue'),
]
