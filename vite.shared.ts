import { fileURLToPath } from 'node:url'
import type { NuxtUIOptions } from '@nuxt/ui/vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** How the component library is set up: the same for the app and for the component tests. */
export const nuxtUi: NuxtUIOptions & { readonly root: string } = {
  root: here('.'),
  router: false,
  colorMode: false,
  autoImport: { dts: here('./auto-imports.d.ts') },
  components: { dts: here('./components.d.ts') },
  icon: {
    clientBundle: {
      scan: { globInclude: ['src-renderer/**/*.{vue,ts}'], globExclude: ['node_modules', 'out', 'dist'] },
      icons: [],
    },
  },
  ui: { colors: { primary: 'indigo', neutral: 'zinc' } },
}
