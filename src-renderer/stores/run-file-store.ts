import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunFileOffer } from '#shared/ipc'
import type { TakenRunFile } from '#shared/records/run-file-contents'
import { lab } from '../bridge/lab'
import { errorText } from '../lib/error-text'

const ENDING = /\.onn$/i

/** Whether a file is one that is opened wherever in the window it is dropped. */
export const isRunFile = ({ name }: Pick<File, 'name'>): boolean => ENDING.test(name)

/** The run file that somebody opens: what is in it is shown, and then it is taken or left. */
export const useRunFileStore = defineStore('run-file', () => {
  const offer = shallowRef<RunFileOffer | null>(null)
  /** Why the file cannot be opened, or could not be taken. */
  const problem = shallowRef<string | null>(null)
  const isTaking = shallowRef(false)

  function close(): void {
    const shown = offer.value
    offer.value = null
    problem.value = null
    // Main forgets it anyway when another file is opened.
    if (shown !== null) lab.request('run-file:forget', shown.token).catch(() => undefined)
  }

  async function look(ask: () => Promise<RunFileOffer | null>): Promise<void> {
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

  /** Takes what is shown; null where that failed. */
  async function take(): Promise<TakenRunFile | null> {
    const shown = offer.value
    if (shown === null) return null
    problem.value = null
    isTaking.value = true
    try {
      const taken = await lab.request('run-file:take', shown.token)
      offer.value = null
      return taken
    } catch (error) {
      problem.value = errorText(error)
      return null
    } finally {
      isTaking.value = false
    }
  }

  return {
    offer,
    problem,
    isTaking,
    choose: () => look(() => lab.request('run-file:choose')),
    drop: (file: File) => look(() => lab.readDroppedRunFile(file)),
    askGiven: () => look(() => lab.request('run-file:given')),
    take,
    close,
  }
})
