import { computed, type ComputedRef, type Ref, ref } from 'vue'
import { useNotices } from '../../composables/use-notices'
import { useDraftStore } from '../../stores/draft-store'
import { useJobsStore } from '../../stores/jobs-store'
import { useNavigationStore } from '../../stores/navigation-store'

/** Starts what the form says, or puts it behind what trains. */
export function useStart(): {
  readonly canStart: ComputedRef<boolean>
  readonly queues: ComputedRef<boolean>
  readonly starting: Ref<boolean>
  readonly start: () => Promise<void>
} {
  const draft = useDraftStore()
  const jobs = useJobsStore()
  const navigation = useNavigationStore()
  const { show, showError } = useNotices()
  const starting = ref(false)
  const queues = computed(() => jobs.jobs.length > 0)
  const canStart = computed(() => draft.valid !== null && !starting.value)

  async function start(): Promise<void> {
    const experiment = draft.valid
    if (experiment === null || starting.value) return
    starting.value = true
    const behind = queues.value
    try {
      await jobs.train(experiment, draft.parent, draft.dataset?.fingerprint)
      if (behind) show({ kind: 'info', key: 'design.queued', values: {} })
      else if (navigation.page === 'design') navigation.go('training')
    } catch (error) {
      showError(error)
    } finally {
      starting.value = false
    }
  }

  return { canStart, queues, starting, start }
}
