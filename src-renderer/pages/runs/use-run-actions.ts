import { useI18n } from 'vue-i18n'
import type { AnnotationChange } from '#shared/records/annotations'
import type { RunSummary } from '#shared/records/run-summary'
import { lab } from '../../bridge/lab'
import { useNotices } from '../../composables/use-notices'
import { datasetOfRun } from '../../lib/chosen-dataset'
import { useDraftStore } from '../../stores/draft-store'
import { useJobsStore } from '../../stores/jobs-store'
import { useNavigationStore } from '../../stores/navigation-store'

export interface RunActions {
  /** Whether it holds; where it does not, a notice says why. */
  annotate: (runs: readonly RunSummary[], change: AnnotationChange) => Promise<boolean>
  archive: (runs: readonly RunSummary[], archived: boolean) => Promise<void>
  clone: (run: RunSummary) => void
  openOnImage: (run: RunSummary) => void
  /** Opens the page of the run. */
  openResults: (run: RunSummary) => void
  replay: (run: RunSummary) => Promise<void>
  continueRun: (run: RunSummary) => Promise<void>
}

/** What can be done with runs. Nothing of it destroys anything: what hides runs offers the way back. */
export function useRunActions(): RunActions {
  const { t } = useI18n()
  const toast = useToast()
  const { showError } = useNotices()
  const draft = useDraftStore()
  const jobs = useJobsStore()
  const navigation = useNavigationStore()

  async function annotate(runs: readonly RunSummary[], change: AnnotationChange): Promise<boolean> {
    const ids = runs.map(({ record }) => record.id)
    try {
      await lab.request('runs:annotate', ids, change)
      return true
    } catch (error) {
      showError(error)
      return false
    }
  }

  async function archive(runs: readonly RunSummary[], archived: boolean): Promise<void> {
    if (!(await annotate(runs, { archived }))) return
    toast.add({
      title: t(archived ? 'runs.archive.done' : 'runs.archive.undone', { count: runs.length }, runs.length),
      icon: archived ? 'i-lucide-archive' : 'i-lucide-archive-restore',
      actions: [{ label: t('runs.undo'), onClick: () => void annotate(runs, { archived: !archived }) }],
    })
  }

  function clone(run: RunSummary): void {
    draft.load(run.record.experiment, run.record.id, 'clone', datasetOfRun(run.record))
    navigation.go('design')
  }

  return {
    annotate,
    archive,
    clone,
    openOnImage: (run) => navigation.go('image', run.record.id),
    openResults: (run) => navigation.go('run', run.record.id),
    replay: (run) => jobs.replay(run.record.id).catch(showError),
    continueRun: (run) => jobs.continueRun(run.record.id).catch(showError),
  }
}
