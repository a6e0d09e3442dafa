import { existsSync } from 'node:fs'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { listBundled } from './vite.bundled.ts'
import { runCardPage } from './vite.card.ts'
import { here, modules, nuxtUi } from './vite.shared.ts'

// Every entry is a program of its own: the app, its two utility processes, their threads, the threads that read tables, models and folders of data and write files of runs, the command.
const mainEntries = Object.entries({
  index: here('src-main/index.ts'),
  trainer: here('src-main/trainer/index.ts'),
  evaluator: here('src-main/trainer/evaluator.ts'),
  'training-thread': here('src-main/trainer/training-thread.ts'),
  'table-thread': here('src-main/app/table-thread.ts'),
  'model-thread': here('src-main/app/model-thread.ts'),
  'dataset-thread': here('src-main/app/dataset-thread.ts'),
  'export-thread': here('src-main/app/export-thread.ts'),
  lab: here('src-main/cli/lab.ts'),
  bench: here('src-main/bench/bench.ts'),
  'measured-thread': here('src-main/bench/measured-thread.ts'),
  'product-thread': here('src-main/bench/product-thread.ts'),
}).filter(([, source]) => existsSync(source))

// How long each plugin took is of use to those who make plugins.
const checks = { bundlerTimings: false }

// The targets follow the oldest runtime that has to work, not the electron package in node_modules.
export default defineConfig({
  main: {
    resolve: modules,
    plugins: [runCardPage(), listBundled('main')],
    build: {
      target: 'node20',
      outDir: 'out/main',
      externalizeDeps: true,
      rolldownOptions: {
        checks,
        input: Object.fromEntries(mainEntries),
        // Shared code lies beside the programs: it finds the threads and the data set from where it stands.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: modules,
    plugins: [listBundled('preload')],
    build: {
      target: 'node20',
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        checks,
        input: { index: here('src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('src-renderer'),
    base: './',
    resolve: modules,
    plugins: [vue(), ui(nuxtUi), listBundled('renderer')],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: here('out/renderer'),
      // In kilobytes; the files come from the disk.
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        checks,
        input: { index: here('src-renderer/index.html') },
        // What the first picture needs lies in one file, and what pages share in another: each file more is a question to the main process,
        // which is busy then.
        output: {
          codeSplitting: {
            groups: [
              { name: 'start', tags: ['$initial'], priority: 1 },
              { name: 'shared', minShareCount: 2 },
            ],
          },
        },
      },
    },
  },
})
