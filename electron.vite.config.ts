import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { nuxtUi } from './vite.shared.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const alias = { '#shared': here('./src-shared') }

// Every entry is a program of its own: the app, its two utility processes, their threads, the thread that reads tables, the command.
const mainEntries = Object.entries({
  index: here('./src-main/main/index.ts'),
  trainer: here('./src-main/trainer/index.ts'),
  evaluator: here('./src-main/trainer/evaluator.ts'),
  'training-thread': here('./src-main/trainer/training-thread.ts'),
  'table-thread': here('./src-main/main/table-thread.ts'),
  lab: here('./src-main/command/lab.ts'),
  bench: here('./src-main/bench/bench.ts'),
  'product-thread': here('./src-main/bench/product-thread.ts'),
}).filter(([, source]) => existsSync(source))

// The targets follow the oldest runtime that has to work, not the electron package in node_modules.
export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node20',
      outDir: 'out/main',
      externalizeDeps: true,
      rolldownOptions: {
        input: Object.fromEntries(mainEntries),
        // Shared code lies beside the programs: it finds the threads and the data set from where it stands.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: 'node20',
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: here('./src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('./src-renderer'),
    base: './',
    resolve: { alias },
    plugins: [vue(), ui(nuxtUi)],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: here('./out/renderer'),
      rolldownOptions: { input: { index: here('./src-renderer/index.html') } },
    },
  },
})
