import { useClipboard } from '@vueuse/core'
import type { Experiment } from '#shared/experiment/experiment'
import { experimentText } from '#shared/records/experiment-text'
import { useNotices } from './use-notices'

/** Copies an experiment, as the lab's JSON or as a short text for a chat. */
export function useCopiedExperiment(): {
  readonly copyJson: (experiment: Experiment) => Promise<void>
  readonly copyText: (experiment: Experiment) => Promise<void>
} {
  const { show, showError } = useNotices()
  // Where the page may not write to the clipboard, the text goes there by way of a selection.
  const { copy } = useClipboard({ legacy: true })

  async function put(write: () => string): Promise<void> {
    try {
      await copy(write())
      show({ kind: 'info', key: 'design.copied', values: {} })
    } catch (error) {
      showError(error)
    }
  }

  return {
    copyJson: (experiment) => put(() => `${JSON.stringify(experiment, null, 2)}\n`),
    copyText: (experiment) => put(() => experimentText(experiment)),
  }
}
