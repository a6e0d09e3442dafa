import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useNavigationStore } from './navigation-store'

/** One stop of the tour: its words are `tour.<id>`, and what it shows is found by a selector. */
export interface TourStop {
  readonly id: string
  readonly target: string
}

const pageButton = (page: string): string => `[data-page="${page}"]`

const STOPS: readonly TourStop[] = [
  { id: 'form', target: '[data-tour="form"]' },
  { id: 'presets', target: '[data-testid="presets"]' },
  { id: 'advice', target: '[data-tour="advice"]' },
  { id: 'start', target: '[data-testid="start"]' },
  { id: 'training', target: pageButton('training') },
  { id: 'runs', target: pageButton('runs') },
  { id: 'image', target: pageButton('image') },
  { id: 'sharing', target: pageButton('sharing') },
]

/** The tour of the window. It can be left at every stop, and taken again as often as somebody likes. */
export const useTourStore = defineStore('tour', () => {
  const navigation = useNavigationStore()
  const place = ref<number | null>(null)
  const stop = computed<TourStop | null>(() => (place.value === null ? null : (STOPS[place.value] ?? null)))
  const isFirst = computed(() => place.value === 0)
  const isLast = computed(() => place.value === STOPS.length - 1)

  /** Begins the tour at its first stop, which is on the Design page. */
  function startTour(): void {
    navigation.go('design')
    place.value = 0
  }
  function endTour(): void {
    place.value = null
  }
  function next(): void {
    if (place.value === null) return
    if (isLast.value) endTour()
    else place.value += 1
  }
  function back(): void {
    if (place.value !== null && !isFirst.value) place.value -= 1
  }

  return { stop, place, count: STOPS.length, isFirst, isLast, startTour, endTour, next, back }
})
