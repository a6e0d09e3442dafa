import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { i18n } from '../../../src-renderer/locales/i18n'
import { useNavigationStore } from '../../../src-renderer/stores/navigation-store'
import { useTourStore } from '../../../src-renderer/stores/tour-store'

describe('the tour', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('begins on the Design page, goes on and back, and ends behind its last stop', () => {
    const navigation = useNavigationStore()
    navigation.go('runs')
    const tour = useTourStore()
    expect(tour.stop).toBeNull()

    tour.startTour()
    expect([navigation.page, tour.place, tour.isFirst]).toEqual(['design', 0, true])
    tour.back()
    expect(tour.place).toBe(0)
    const stops: string[] = []
    while (tour.stop !== null) {
      stops.push(tour.stop.id)
      tour.next()
    }
    expect(stops).toHaveLength(tour.count)
    expect(new Set(stops).size).toBe(tour.count)

    tour.startTour()
    tour.next()
    tour.endTour()
    expect(tour.stop).toBeNull()
    tour.startTour()
    expect(tour.place).toBe(0)
  })

  it('has words for every stop in both languages', () => {
    const tour = useTourStore()
    const missing: string[] = []
    for (tour.startTour(); tour.stop !== null; tour.next())
      for (const part of ['title', 'text'])
        for (const language of ['en', 'ko'] as const)
          if (!i18n.global.te(`tour.${tour.stop.id}.${part}`, language))
            missing.push(`${tour.stop.id}.${part}`)
    expect(missing).toEqual([])
  })
})
