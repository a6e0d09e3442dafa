import { availableParallelism } from 'node:os'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import { defineConfig } from 'vitest/config'
import { runCardPage } from './vite.card.ts'
import { modules, nuxtUi } from './vite.shared.ts'

function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  let index = 0
  for (const item of items) {
    const key = keyOf(item, index)
    groups.set(key, [...(groups.get(key) ?? []), item])
    index += 1
  }
  return groups
}

// Vitest 5 prints failures with Map.groupBy, which Node 20 lacks.
if (!('groupBy' in Map)) Object.assign(Map, { groupBy })

const node = {
  environment: 'node' as const,
  setupFiles: ['test/helpers/setup.ts'],
}

// Injected faults that take minutes; `npm run test:faults` runs these and nothing else.
const faults: TestProjectInlineConfiguration = {
  extends: true,
  test: { ...node, name: 'faults', include: ['test/faults/**/*.test.ts'], testTimeout: 3_600_000 },
}

// A real Slurm, which not every computer has; `npm run test:cluster` runs these and nothing else.
const cluster: TestProjectInlineConfiguration = {
  extends: true,
  test: { ...node, name: 'cluster', include: ['test/cluster/**/*.test.ts'] },
}

// A package that is installed into a clean Debian, which takes root and the net; a part of `npm test`.
const debian: TestProjectInlineConfiguration = {
  extends: true,
  test: { ...node, name: 'package', include: ['test/package/**/*.test.ts'] },
}

const daily = (): TestProjectInlineConfiguration[] => [
  {
    extends: true,
    test: { ...node, name: 'shared', isolate: false, include: ['test/src-shared/**/*.test.ts'] },
  },
  { extends: true, test: { ...node, name: 'main', include: ['test/{src-main,scripts}/**/*.test.ts'] } },
  {
    extends: true,
    plugins: [vue(), ui(nuxtUi)],
    test: {
      name: 'renderer',
      environment: 'happy-dom',
      setupFiles: ['test/helpers/setup.ts'],
      include: ['test/src-renderer/**/*.test.ts'],
    },
  },
]

export default defineConfig({
  resolve: modules,
  plugins: [runCardPage()],
  test: {
    // Half of the time goes to the disk and to other processes: one worker less than cores would leave a core idle.
    maxWorkers: availableParallelism(),
    globalSetup: ['test/helpers/build-kernels.ts'],
    // A limit ends what hangs; a slow core must never reach it.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    projects:
      process.env['TEST_FAULTS'] === '1'
        ? [faults]
        : process.env['TEST_CLUSTER'] === '1'
          ? [cluster]
          : process.env['TEST_PACKAGE'] === '1'
            ? [debian]
            : daily(),
  },
})
