import { expect, test, vi } from 'vitest'
import { i18n } from '../../../../src-renderer/locales/i18n'
import CompareImages from '../../../../src-renderer/pages/runs/compare/CompareImages.vue'
import CompareParallel from '../../../../src-renderer/pages/runs/compare/CompareParallel.vue'
import CompareSettings from '../../../../src-renderer/pages/runs/compare/CompareSettings.vue'
import DoubtMark from '../../../../src-renderer/pages/runs/DoubtMark.vue'
import { exampleRun } from '../../../helpers/example-runs'
import { mountInWindow } from '../../helpers'

vi.hoisted(() => {
  Object.assign(globalThis, { lab: undefined })
})

const doubt = { code: 'changed', values: {} } as const
const good = exampleRun('good', { annotations: { title: 'honest' }, record: { validationAccuracy: 0.9 } })
const worse = exampleRun('worse', {
  annotations: { title: 'second' },
  plan: { seed: 2 },
  record: { validationAccuracy: 0.8 },
})
const lie = exampleRun('lie', {
  annotations: { title: 'liar' },
  plan: { seed: 3 },
  record: { validationAccuracy: 1, testAccuracy: 1 },
  summary: { doubt },
})
const runs = [lie, worse, good]
i18n.global.locale.value = 'en'

test('the best of a comparison is believed, and the others have their mark', () => {
  const text = mountInWindow(CompareParallel, { runs }).text()
  expect(text).toContain('Best of them, honest')
  expect(mountInWindow(CompareParallel, { runs: [lie] }).text()).not.toContain('Best of them')
  const table = mountInWindow(CompareSettings, { runs, baselineId: 'good' }).text()
  expect(table).toContain('liar ⚠')
  expect(table).not.toContain('honest ⚠')
  // No figure of its own against the baseline; that of the other one is there.
  expect(table).toMatch(/−10\.00\spp/)
  expect(table).not.toMatch(/\+10\.00/)
})

test('a run that is not believed wins against none, image by image', () => {
  const text = mountInWindow(CompareImages, { runs: [lie, good] }).text()
  expect(text).toContain('Runs that are not trusted are not compared.')
})

test('the mark says why', () => {
  const mark = mountInWindow(DoubtMark, { run: lie }).find('[data-testid=doubt-mark]')
  expect(mark.attributes('aria-label')).toBe('The record was changed after it was written.')
  expect(mountInWindow(DoubtMark, { run: good }).find('[data-testid=doubt-mark]').exists()).toBe(false)
})
