import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { openedKind } from '#shared/exports/opened-files'
import type { FileOffer } from '#shared/ipc'
import type { ModelChoice } from '#shared/records/model-contents'
import type { TakenRunFile } from '#shared/records/run-file-contents'
import { lab } from '../bridge/lab'
import { errorText } from '../lib/error-text'

/** Whether a file is one that is opened wherever in the window it is dropped. */
export const isOpened = ({ name }: Pick<File, 'name'>): boolean => openedKind(name) !== null

/** The file of runs or of a model that somebody opens: what is in it is shown, and then it is taken or left. */
export const useOpenedFileStore = defineStore('opened-file', () => {
  const offer = shallowRef<FileOffer | null>(null)
  /** Why the file cannot be opened, or could not be taken. */
  const problem = shallowRef<string | null>(null)
  const isTaking = shallowRef(false)

  function close(): void {
    const shown = offer.value
    offer.value = null
    problem.value = null
    // Main forgets it anyway when another file is opened.
    if (shown !== null) lab.request('file:forget', shown.token).catch(() => undefined)
  }

  async function look(ask: () => Promise<FileOffer | null>): Promise<void> {
    try {
      const found = await ask()
      if (found === null) return
      close()
      offer.value = found
    } catch (error) {
      close()
      problem.value = errorText(error)
    }
  }

  /** What came of taking what is shown; null where that failed, or where it was closed meanwhile. */
  async function taken<T>(take: (token: string) => Promise<T>): Promise<T | null> {
    const shown = offer.value
    if (shown === null) return null
    problem.value = null
    isTaking.value = true
    try {
      const result = await take(shown.token)
      if (offer.value !== shown) return null
      offer.value = null
      return result
    } catch (error) {
      if (offer.value === shown) problem.value = errorText(error)
      return null
    } finally {
      isTaking.value = false
    }
  }

  return {
    offer,
    problem,
    isTaking,
    choose: () => look(() => lab.request('file:choose')),
    drop: (file: File) => look(() => lab.readDroppedFile(file)),
    askGiven: () => look(() => lab.request('file:given')),
    takeRuns: () => taken<TakenRunFile>((token) => lab.request('file:take-runs', token)),
    /** The id of the run that the model has become. */
    takeModel: (choice: ModelChoice) =>
      taken<string>((token) => lab.request('file:take-model', token, choice)),
    close,
  }
})
