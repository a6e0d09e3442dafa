import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/**
 * The door to the tour of the lab. Whoever has a tour puts its beginning here (`tour.startTour = () => ...`); help and the command
 * palette offer it as long as it is there. It is called from any page.
 */
export const useTourStore = defineStore('tour', () => {
  const startTour = shallowRef<(() => void) | null>(null)
  return { startTour }
})
