import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Experiment } from '#shared/experiment/experiment'
import type { Job } from '#shared/ipc'
import type { TrainingCommand } from '#shared/training/training-events'
import { lab } from '../bridge/lab'

/** What trains now and what waits behind it. */
export const useJobsStore = defineStore('jobs', () => {
  const jobs = shallowRef<readonly Job[]>([])
  const current = computed<Job | null>(() => jobs.value.find((job) => job.state !== 'waiting') ?? null)
  const held = computed<readonly Job[]>(() => jobs.value.filter((job) => (job.held ?? null) !== null))
  const waiting = computed<readonly Job[]>(() => jobs.value.filter((job) => job.state === 'waiting'))

  /** The user wants to quit while a result is held in memory. */
  const quitAsked = ref(false)

  async function start(): Promise<void> {
    lab.on('app:quit-asked', () => (quitAsked.value = true))
    lab.on('training:jobs-changed', (changed) => (jobs.value = changed))
    jobs.value = await lab.request('training:jobs')
  }

  /** On Fashion-MNIST where no data are named. */
  const train = (experiment: Experiment, parent: string | null, data?: string): Promise<string> =>
    data === undefined
      ? lab.request('training:start', experiment, parent)
      : lab.request('training:start', experiment, parent, data)
  const command = (id: string, what: TrainingCommand): Promise<void> =>
    lab.request('training:command', id, what)
  const unqueue = (id: string): Promise<void> => lab.request('training:unqueue', id)
  const move = (id: string, place: number): Promise<void> => lab.request('training:move', id, place)
  const startWaiting = (): Promise<void> => lab.request('training:start-waiting')
  async function removeHeld(): Promise<void> {
    for (const { id } of held.value) await unqueue(id)
  }
  const writeAgain = (id: string): Promise<void> => lab.request('training:write-again', id)
  const saveElsewhere = (id: string): Promise<string | null> => lab.request('training:save-elsewhere', id)
  const quit = (): Promise<void> => lab.request('app:quit')
  const continueRun = (id: string): Promise<void> => lab.request('training:continue', id)
  const replay = (id: string): Promise<void> => lab.request('training:replay', id)

  return {
    jobs,
    current,
    waiting,
    held,
    quitAsked,
    start,
    train,
    command,
    unqueue,
    move,
    startWaiting,
    removeHeld,
    writeAgain,
    saveElsewhere,
    quit,
    continueRun,
    replay,
  }
})
