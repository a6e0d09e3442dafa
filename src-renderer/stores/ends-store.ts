import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { JobEnd } from '#shared/ipc'
import { lab } from '../bridge/lab'

/** How the jobs of this start of the lab ended, the newest first. Main keeps them, so that they outlive a window that died. */
export const useEndsStore = defineStore('ends', () => {
  const ends = shallowRef<readonly JobEnd[]>([])

  async function start(): Promise<void> {
    lab.on('training:ended', (end) => (ends.value = [end, ...ends.value]))
    const known = await lab.request('training:ends')
    // What was told meanwhile may be in both.
    const told = ends.value.filter(({ id, at }) => !known.some((one) => one.id === id && one.at === at))
    ends.value = [...told, ...known.toReversed()]
  }

  return { ends, start }
})
