import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useNavigationStore } from '../../../src-renderer/stores/navigation-store'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

it('the page of a run leads back to where it was opened', () => {
  const navigation = useNavigationStore()
  navigation.go('training')
  navigation.go('run', 'one')
  expect(navigation.runId).toBe('one')
  // From one run to the next, and still back to the training.
  navigation.go('run', 'two')
  navigation.goBack()
  expect([navigation.page, navigation.runId]).toEqual(['training', null])
})

it('the window opens on a page of the navigation, never on that of a run', async () => {
  const navigation = useNavigationStore()
  navigation.go('runs')
  await nextTick()
  navigation.go('run', 'one')
  await nextTick()
  setActivePinia(createPinia())
  expect(useNavigationStore().page).toBe('runs')
})
