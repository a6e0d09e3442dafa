import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { type Advice, advise } from '#shared/experiment/advice'
import type { OptimizerKind } from '#shared/experiment/experiment'
import { OPTIMIZER_ROWS } from '#shared/experiment/optimizers'
import { earlierRuns } from '#shared/history/earlier-runs'
import { runsOnData } from '#shared/history/runs-on-data'
import { useDraftStore } from './draft-store'
import { useRunsStore } from './runs-store'

/** What is to be said against the draft, for everybody who shows a part of it: header, fields, folds. */
export const useAdviceStore = defineStore('advice', () => {
  const draft = useDraftStore()
  const runs = useRunsStore()

  const earlier = computed(() => earlierRuns(runsOnData(runs.all, draft.data)))
  /** The worst first. While a field is wrong it is that of the newest experiment that could be trained. */
  const advice = computed<readonly Advice[]>(() => advise(draft.valid ?? draft.lastValid, earlier.value))
  const adviceAt = (path: string): readonly Advice[] => advice.value.filter((item) => item.path === path)

  function take({ fix }: Advice): void {
    draft.load(fix, draft.parent, 'advice')
  }

  /** The optimizer that was chosen last, and the rate that the form had then. */
  const chosen = shallowRef<{ readonly kind: OptimizerKind; readonly rate: number } | null>(null)
  /** The rate that is usual with the optimizer that was just chosen; null where the form has it, or something else was done. */
  const offeredRate = computed<number | null>(() => {
    const { optimizer, learningRate } = draft.experiment.plan
    if (optimizer.kind !== chosen.value?.kind || learningRate !== chosen.value.rate) return null
    const { usualRate } = OPTIMIZER_ROWS[optimizer.kind]
    return usualRate === learningRate ? null : usualRate
  })
  function offerRate(): void {
    const { optimizer, learningRate } = draft.experiment.plan
    chosen.value = { kind: optimizer.kind, rate: learningRate }
  }

  return { advice, adviceAt, take, offeredRate, offerRate }
})
