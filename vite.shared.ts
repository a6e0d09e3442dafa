import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NuxtUIOptions } from '@nuxt/ui/vite'

// Where the checkout's name has a character that Vite reads as something else, scripts/plain-path shows it under a plain one.
const plain = process.env['PLAIN_CHECKOUT']
const checkout = plain ?? fileURLToPath(new URL('.', import.meta.url))

/** A path in the checkout. */
export const here = (path: string): string => join(checkout, path)

/** Where modules are found: the same for the app and for the tests. */
export const modules = {
  alias: [
    { find: '#shared', replacement: here('src-shared') },
    // The form for Node declares a `require` of its own, and Electron's bundles have one already.
    { find: /^fflate$/, replacement: 'fflate/browser' },
  ],
  preserveSymlinks: plain !== undefined,
}

/** How the component library is set up: the same for the app and for the component tests. */
export const nuxtUi: NuxtUIOptions & { readonly root: string } = {
  root: here('.'),
  router: false,
  colorMode: false,
  autoImport: { dts: here('auto-imports.d.ts') },
  components: { dts: here('components.d.ts') },
  icon: {
    clientBundle: {
      scan: { globInclude: ['src-renderer/**/*.{vue,ts}'], globExclude: ['node_modules', 'out', 'dist'] },
      icons: [],
    },
  },
  ui: {
    colors: { primary: 'indigo', neutral: 'zinc' },
    // The library's own three quarters leave white letters too little contrast (3.96) below the pointer.
    button: {
      compoundVariants: [
        { color: 'primary', variant: 'solid', class: 'hover:bg-primary/90 active:bg-primary/90' },
      ],
    },
  },
}
