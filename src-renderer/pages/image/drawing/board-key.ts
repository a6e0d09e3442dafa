import { historyKey } from '../../../lib/history-key'

export type BoardAction =
  | { readonly kind: 'move'; readonly x: number; readonly y: number }
  | { readonly kind: 'pen' | 'smaller' | 'larger' | 'eraser' | 'brush' | 'undo' | 'redo' | 'clear' | 'lift' }

type Pressed = Parameters<typeof historyKey>[0]

/** Cursor steps in pixels of the board: one pixel of the network, and with Shift a quarter of it. */
const [STEP, FINE_STEP] = [16, 4]

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

// By their place on the keyboard: with Hangul switched on, E is another letter.
const KEYS: Readonly<Record<string, Exclude<BoardAction['kind'], 'move'>>> = {
  Space: 'pen',
  BracketLeft: 'smaller',
  BracketRight: 'larger',
  KeyE: 'eraser',
  KeyB: 'brush',
  Delete: 'clear',
  Escape: 'lift',
}

/** What a key on the drawing board does; null for none of its own. */
export function boardAction(event: Pressed): BoardAction | null {
  const history = historyKey(event)
  if (history !== null) return { kind: history }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null
  const direction = DIRECTIONS[event.key]
  if (direction !== undefined) {
    const step = event.shiftKey ? FINE_STEP : STEP
    return { kind: 'move', x: direction[0] * step, y: direction[1] * step }
  }
  // On some keyboards brackets come from other keys.
  if (event.key === '[') return { kind: 'smaller' }
  if (event.key === ']') return { kind: 'larger' }
  const kind = event.shiftKey ? undefined : KEYS[event.code]
  return kind === undefined ? null : { kind }
}
