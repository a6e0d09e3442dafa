/** Keys and what they do, in groups; the words stand under `shell.shortcuts`. */
export const SHORTCUTS: readonly {
  readonly group: 'everywhere' | 'form' | 'drawing' | 'search' | 'table'
  readonly keys: readonly { readonly id: string; readonly keys: readonly (readonly string[])[] }[]
}[] = [
  {
    group: 'everywhere',
    keys: [
      { id: 'palette', keys: [['Ctrl', 'K']] },
      {
        id: 'pages',
        keys: [
          ['Ctrl', '1'],
          ['Ctrl', '7'],
        ],
      },
      { id: 'help', keys: [['F1']] },
      { id: 'sheet', keys: [['?']] },
      { id: 'settings', keys: [['Ctrl', ',']] },
      {
        id: 'zoom',
        keys: [
          ['Ctrl', '+'],
          ['Ctrl', '−'],
          ['Ctrl', '0'],
        ],
      },
      { id: 'close', keys: [['Esc']] },
      { id: 'results', keys: [['Alt', '←']] },
    ],
  },
  {
    group: 'table',
    keys: [
      { id: 'move', keys: [['←'], ['→'], ['↑'], ['↓']] },
      { id: 'ends', keys: [['Home'], ['End']] },
      { id: 'open', keys: [['Enter']] },
      { id: 'sortAlso', keys: [['Shift', 'Enter']] },
      { id: 'select', keys: [['Space']] },
      {
        id: 'moveColumn',
        keys: [
          ['Alt', '←'],
          ['Alt', '→'],
        ],
      },
      {
        id: 'resizeColumn',
        keys: [
          ['Alt', 'Shift', '←'],
          ['Alt', 'Shift', '→'],
        ],
      },
      { id: 'menu', keys: [['Shift', 'F10']] },
    ],
  },
  {
    group: 'drawing',
    keys: [
      { id: 'cursor', keys: [['←'], ['→'], ['↑'], ['↓']] },
      { id: 'pen', keys: [['Space']] },
      { id: 'brushSize', keys: [['['], [']']] },
      { id: 'eraser', keys: [['E']] },
      { id: 'brush', keys: [['B']] },
      { id: 'drawingUndo', keys: [['Ctrl', 'Z']] },
      {
        id: 'drawingRedo',
        keys: [
          ['Ctrl', 'Shift', 'Z'],
          ['Ctrl', 'Y'],
        ],
      },
      { id: 'clear', keys: [['Delete']] },
    ],
  },
  {
    group: 'form',
    keys: [
      { id: 'formUndo', keys: [['Ctrl', 'Z']] },
      {
        id: 'formRedo',
        keys: [
          ['Ctrl', 'Shift', 'Z'],
          ['Ctrl', 'Y'],
        ],
      },
    ],
  },
  {
    group: 'search',
    keys: [
      { id: 'complete', keys: [['↑'], ['↓']] },
      { id: 'take', keys: [['Enter'], ['Tab']] },
    ],
  },
]

/** On a Mac the command key stands where Ctrl stands elsewhere. */
export const keyLabel = (key: string, platform: string): string =>
  platform === 'darwin' && key === 'Ctrl' ? '⌘' : platform === 'darwin' && key === 'Alt' ? '⌥' : key
