import { type Component, defineAsyncComponent } from 'vue'
import type { PageId } from '../stores/navigation-store'

/** One page of the window. Its name is the text `shell.page.<id>`. */
export interface Page {
  readonly id: PageId
  readonly icon: string
  readonly component: Component
}

/** The pages in the order of the navigation; Ctrl+1 is the first. Each is loaded when it is first shown. */
export const PAGES: readonly Page[] = [
  {
    id: 'design',
    icon: 'i-lucide-layers',
    component: defineAsyncComponent(() => import('./design/DesignPage.vue')),
  },
  {
    id: 'training',
    icon: 'i-lucide-activity',
    component: defineAsyncComponent(() => import('./training/TrainingPage.vue')),
  },
  {
    id: 'runs',
    icon: 'i-lucide-table-2',
    component: defineAsyncComponent(() => import('./runs/RunsPage.vue')),
  },
  {
    id: 'search',
    icon: 'i-lucide-telescope',
    component: defineAsyncComponent(() => import('./search/SearchPage.vue')),
  },
  {
    id: 'image',
    icon: 'i-lucide-shirt',
    component: defineAsyncComponent(() => import('./image/ImagePage.vue')),
  },
  {
    id: 'data',
    icon: 'i-lucide-images',
    component: defineAsyncComponent(() => import('./data/DataPage.vue')),
  },
  {
    id: 'sharing',
    icon: 'i-lucide-users',
    component: defineAsyncComponent(() => import('./sharing/SharingPage.vue')),
  },
  {
    id: 'settings',
    icon: 'i-lucide-settings',
    component: defineAsyncComponent(() => import('./settings/SettingsPage.vue')),
  },
]

const RUN_PAGE: Page = {
  id: 'run',
  icon: 'i-lucide-clipboard-check',
  component: defineAsyncComponent(() => import('./run/RunPage.vue')),
}

/** The page of that id, whether or not the navigation lists it. */
export const pageOf = (id: PageId): Page => PAGES.find((page) => page.id === id) ?? RUN_PAGE
