import { describe, expect, it } from 'vitest'
import { boardAction } from '../../../../src-renderer/pages/image/drawing/board-key'

const press = (key: string, code: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, code, ...held })

describe('a key on the drawing board', () => {
  it('moves the cursor by one pixel of the network, with Shift by a quarter of it', () => {
    expect(boardAction(press('ArrowLeft', 'ArrowLeft'))).toEqual({ kind: 'move', x: -16, y: 0 })
    expect(boardAction(press('ArrowDown', 'ArrowDown', { shiftKey: true }))).toEqual({
      kind: 'move',
      x: 0,
      y: 4,
    })
  })

  it.each([
    [' ', 'Space', 'pen'],
    ['[', 'BracketLeft', 'smaller'],
    [']', 'BracketRight', 'larger'],
    ['e', 'KeyE', 'eraser'],
    // With Hangul switched on.
    ['ㄷ', 'KeyE', 'eraser'],
    ['b', 'KeyB', 'brush'],
    ['Delete', 'Delete', 'clear'],
    ['Escape', 'Escape', 'lift'],
  ])('%s does what the list of shortcuts says', (key, code, kind) => {
    expect(boardAction(press(key, code))).toEqual({ kind })
  })

  it('takes back and brings again', () => {
    expect(boardAction(press('z', 'KeyZ', { ctrlKey: true }))).toEqual({ kind: 'undo' })
    expect(boardAction(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }))).toEqual({ kind: 'redo' })
    expect(boardAction(press('y', 'KeyY', { metaKey: true }))).toEqual({ kind: 'redo' })
  })

  it('leaves everything else to the window', () => {
    const others = [press('k', 'KeyK', { ctrlKey: true }), press('Tab', 'Tab'), press('F1', 'F1')]
    expect([...others, press('ArrowLeft', 'ArrowLeft', { altKey: true })].map(boardAction)).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})
