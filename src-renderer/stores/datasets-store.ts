import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Dataset } from '#shared/ipc'
import { lab } from '../bridge/lab'

/** The data that can be trained on here. */
export const useDatasetsStore = defineStore('datasets', () => {
  const list = shallowRef<readonly Dataset[]>([])

  /** Asked anew whenever a page shows them: `lab data add` may have added some. */
  async function refresh(): Promise<void> {
    list.value = await lab.request('data:list')
  }

  return { list, refresh }
})
