import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { parseSearch } from '#shared/history/filter-expression'
import { FILTER_WORDS } from '../../../../../src-renderer/locales/table-words'
import SearchBox from '../../../../../src-renderer/pages/runs/search/SearchBox.vue'
import { exampleRun } from '../../../../helpers/example-runs'
import { mountInWindow } from '../../../helpers'

const runs = [exampleRun('a'), exampleRun('b', { design: { activation: 'relu' } })]

function open() {
  const text = ref('')
  const wrapper = mountInWindow(
    defineComponent({
      render: () =>
        h(SearchBox, {
          modelValue: text.value,
          'onUpdate:modelValue': (now: string) => (text.value = now),
          filter: parseSearch(text.value, FILTER_WORDS),
          runs,
        }),
    }),
  )
  const input = wrapper.find<HTMLInputElement>('input')
  input.element.focus()
  const type = async (now: string): Promise<void> => {
    await input.setValue(now)
    await flushPromises()
  }
  const press = async (key: string): Promise<void> => {
    await input.trigger('keydown', { key })
    await flushPromises()
  }
  const options = (): readonly string[] =>
    wrapper.findAll('[role=option]').map((option) => option.find('span.grow').text())
  return { wrapper, text, input, type, press, options }
}

describe('the search box', () => {
  it('completes a column, its sign and its value by keys alone', async () => {
    const { text, type, press, options, input } = open()
    await type('activ')
    expect(options()).toContain('Activation')
    await press('ArrowDown')
    expect(input.attributes('aria-activedescendant')).toBe('runs-search-0')
    await press('Enter')
    expect(text.value).toBe('Activation ')
    await press('ArrowDown')
    await press('Enter')
    expect(text.value).toBe('Activation = ')
    expect(options()).toEqual(expect.arrayContaining(['SELU', 'ReLU']))
    await press('ArrowDown')
    await press('Tab')
    expect(text.value).toMatch(/^Activation = (SELU|ReLU) $/)
  })

  it('leaves words as they are where nothing was chosen, and closes and clears with Escape', async () => {
    const { text, type, press, options } = open()
    await type('selu')
    expect(options().length).toBeGreaterThan(0)
    await press('Enter')
    expect(options()).toEqual([])
    expect(text.value).toBe('selu')
    await press('ArrowDown')
    expect(options().length).toBeGreaterThan(0)
    await press('Escape')
    expect(text.value).toBe('selu')
    await press('Escape')
    expect(text.value).toBe('')
  })

  it('says what it does not understand, by the names that the table shows', async () => {
    const { wrapper, type, input } = open()
    await type('test_acc > ')
    expect(wrapper.find('[role=alert]').text()).toBe('After Test accuracy > a value is expected.')
    expect(input.attributes('aria-invalid')).toBe('true')
    await type('test_acc > fast')
    expect(wrapper.find('[role=alert]').text()).toBe('Test accuracy holds numbers, but “fast” is not one.')
    await type('test_acc > 90 %')
    expect(wrapper.find('[role=alert]').exists()).toBe(false)
  })
})
