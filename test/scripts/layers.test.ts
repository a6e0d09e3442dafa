import { describe, expect, it } from 'vitest'
import { faultOf } from '../../eslint-rules/layers.mjs'

describe('the walls between the folders', () => {
  it.each([
    ['src-renderer/bridge/lab.ts', 'src-shared/ipc'],
    ['src-renderer/stores/runs-store.ts', 'src-renderer/bridge/list-runs'],
    ['src-renderer/charts/LineChart.vue', 'src-renderer/stores/settings-store'],
    ['src-renderer/pages/runs/RunsPage.vue', 'src-renderer/composables/use-notices'],
    ['src-renderer/pages/design/DesignPage.vue', 'src-renderer/pages/runs/BeforeExperiment.vue'],
    ['src-renderer/shell/AppShell.vue', 'src-renderer/pages/pages'],
    ['src-renderer/main.ts', 'src-renderer/App.vue'],
    ['src-main/library/library.ts', 'src-shared/records/run-record'],
    ['src-shared/ipc.ts', 'src-shared/training/progress'],
    ['src-shared/training/loop.ts', 'src-shared/kernels/kernels'],
    ['src-shared/network/dense.ts', 'src-shared/network/layer'],
    ['src-shared/random/normal.ts', 'src-shared/kernels/scalar/logarithm'],
    ['src-shared/experiment/optimizers.ts', 'src-shared/kernels/rule-codes'],
    ['src-shared/evaluation/temperature.ts', 'src-shared/kernels/scalar/exponential'],
    ['src-main/library/library.ts', 'src-main/base/atomic-file'],
    ['src-main/sharing/sync-once.ts', 'src-main/library/library'],
    ['src-main/cli/share-run.ts', 'src-main/sharing/sync-once'],
    ['src-main/bench/bench.ts', 'src-main/trainer/engines'],
  ])('let %s import %s', (file, target) => {
    expect(faultOf(file, target)).toBeUndefined()
  })

  it.each([
    ['src-renderer/bridge/lab.ts', 'src-main/app/index'],
    ['src-renderer/lib/format.ts', 'src-renderer/stores/settings-store'],
    ['src-renderer/lib/format.ts', 'src-renderer/bridge/lab'],
    ['src-renderer/stores/navigation-store.ts', 'src-renderer/pages/pages'],
    ['src-renderer/stores/image-store.ts', 'src-renderer/composables/use-notices'],
    ['src-renderer/components/NumberBox.vue', 'src-renderer/charts/use-chart'],
    ['src-renderer/pages/image/ImagePage.vue', 'src-renderer/shell/use-drop-guard'],
    ['src-renderer/pages/image/ImagePage.vue', 'src-renderer/main'],
    ['src-main/app/index.ts', 'src-renderer/bridge/lab'],
    ['src-shared/ipc.ts', 'src-main/app/index'],
    ['src-shared/kernels/reference.ts', 'src-shared/network/dense'],
    ['src-shared/network/dense.ts', 'src-shared/data/split'],
    ['src-shared/kernels/reference.ts', 'src-shared/random/philox'],
    ['src-shared/kernels/kernels.ts', 'src-shared/experiment/optimizers'],
    ['src-shared/records/run-record.ts', 'src-shared/ipc'],
    ['src-main/library/library.ts', 'src-main/trainer/engines'],
    ['src-main/trainer/training-session.ts', 'src-main/library/library'],
    ['src-main/library/run-notes.ts', 'src-main/sharing/sync-once'],
    ['src-main/sharing/sync-once.ts', 'src-main/app/services'],
    ['src-main/base/atomic-file.ts', 'src-main/library/library'],
    ['src-main/cli/lab.ts', 'src-main/app/services'],
    ['src-main/preload/index.ts', 'src-main/base/hashes'],
  ])('keep %s from importing %s', (file, target) => {
    expect(faultOf(file, target)).toContain('must not import')
  })
})
