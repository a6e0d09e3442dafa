import { type Ref, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Experiment } from '#shared/experiment/experiment'
import { LIMITS } from '#shared/experiment/limits'
import { severalSeeds } from '#shared/search/search-presets'
import type { ChosenDataset } from '../lib/chosen-dataset'
import { useNavigationStore } from '../stores/navigation-store'
import { useSearchesStore } from '../stores/searches-store'
import { useNotices } from './use-notices'

const COUNT = 5

/** The smallest search: one experiment with five seeds, its own the first. */
export function useSeveralSeeds(): {
  readonly starting: Readonly<Ref<boolean>>
  readonly train: (experiment: Experiment, dataset: ChosenDataset | null) => Promise<void>
} {
  const { t } = useI18n()
  const searches = useSearchesStore()
  const navigation = useNavigationStore()
  const { showError } = useNotices()
  const starting = ref(false)

  async function train(experiment: Experiment, dataset: ChosenDataset | null): Promise<void> {
    if (starting.value) return
    starting.value = true
    const { seed } = experiment.plan
    const seeds = Array.from({ length: COUNT }, (_, index) => (seed + index) % (LIMITS.seed + 1))
    try {
      await searches.run(severalSeeds(experiment, seeds, t('search.seeds.name')), dataset?.fingerprint)
      navigation.go('search')
    } catch (error) {
      showError(error)
    } finally {
      starting.value = false
    }
  }

  return { starting, train }
}
