import { describe, expect, it } from 'vitest'
import { historyKey } from '../../../src-renderer/lib/history-key'

const pressed = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: 'KeyZ',
  ctrlKey: true,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  target: null,
  ...more,
})

function element(html: string): HTMLElement {
  document.body.innerHTML = html
  return document.body.querySelector('input, button') as HTMLElement
}

describe('the keys of the history', () => {
  it.each([
    ['z', {}, 'undo'],
    ['Z', { shiftKey: true }, 'redo'],
    ['y', { code: 'KeyY' }, 'redo'],
    ['z', { ctrlKey: false, metaKey: true }, 'undo'],
    ['ㅋ', {}, 'undo'],
    ['ㅛ', { code: 'KeyY' }, 'redo'],
    ['z', { ctrlKey: false }, null],
    ['z', { altKey: true }, null],
    ['z', { isComposing: true }, null],
    ['w', {}, null],
  ] as const)('%s with %o is %s', (key, more, meant) => {
    expect(historyKey(pressed(key, more))).toBe(meant)
  })

  it('are the form’s in its fields and on its buttons, and not in other texts', () => {
    const field = element('<div data-field="plan.seed"><input></div>')
    expect(historyKey(pressed('z', { target: field }))).toBe('undo')
    expect(historyKey(pressed('z', { target: element('<button></button>') }))).toBe('undo')
    expect(historyKey(pressed('z', { target: element('<input>') }))).toBeNull()
  })
})
