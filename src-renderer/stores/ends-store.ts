import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { JobEnd } from '#shared/ipc'
import { parseSearchParent } from '#shared/search/search-parent'
import { lab } from '../bridge/lab'

/** Trials have a page of their own, and would bury all else; what did not go as it should is told all the same. */
const isListed = ({ parent, outcome }: JobEnd): boolean =>
  parseSearchParent(parent ?? null) === null || outcome !== 'recorded'

/** How the jobs of this start of the lab ended, the newest first. Main keeps them, so that they outlive a window that died. */
export const useEndsStore = defineStore('ends', () => {
  const ends = shallowRef<readonly JobEnd[]>([])

  async function start(): Promise<void> {
    lab.on('training:ended', (end) => {
      if (isListed(end)) ends.value = [end, ...ends.value]
    })
    const known = (await lab.request('training:ends')).filter(isListed)
    // What was told meanwhile may be in both.
    const told = ends.value.filter(({ id, at }) => !known.some((one) => one.id === id && one.at === at))
    ends.value = [...told, ...known.toReversed()]
  }

  return { ends, start }
})
