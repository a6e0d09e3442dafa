import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import NumberBox from '../../../src-renderer/components/NumberBox.vue'
import { mountInWindow } from '../helpers'

function box(start: number | null, props: Readonly<Record<string, unknown>> = {}) {
  const value = ref(start)
  const wrapper = mountInWindow(NumberBox, {
    modelValue: start,
    'onUpdate:modelValue': (next: number) => (value.value = next),
    ...props,
  })
  return { value, input: wrapper.get('input') }
}

describe('the number box', () => {
  it('keeps 1e-4 as it was typed, and as that number', async () => {
    const { value, input } = box(0.3)

    for (const typed of ['1', '1e', '1e-', '1e-4']) await input.setValue(typed)

    expect(value.value).toBe(1e-4)
    expect(input.element.value).toBe('1e-4')
  })

  it('says NaN while the text is no number', async () => {
    const { value, input } = box(0.3)

    await input.setValue('0.x')

    expect(value.value).toBeNaN()
    expect(input.element.value).toBe('0.x')
  })

  it('steps with the arrow keys and stays inside of its limits', async () => {
    const { value, input } = box(2, { whole: true, min: 1, max: 3 })

    await input.trigger('keydown', { key: 'ArrowUp' })
    await input.trigger('keydown', { key: 'ArrowUp' })
    expect(value.value).toBe(3)

    for (let press = 0; press < 5; press += 1) await input.trigger('keydown', { key: 'ArrowDown' })
    expect(value.value).toBe(1)
    expect(input.element.value).toBe('1')
  })

  it('shows nothing for a missing number', () => {
    expect(box(null).input.element.value).toBe('')
  })
})
