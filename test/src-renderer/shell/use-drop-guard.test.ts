import { useToast } from '@nuxt/ui/composables'
import { afterEach, describe, expect, it } from 'vitest'
import { PRESETS } from '#shared/experiment/presets'
import { experimentText } from '#shared/records/experiment-text'
import { useDropGuard } from '../../../src-renderer/shell/use-drop-guard'
import { useShortcuts } from '../../../src-renderer/shell/use-shortcuts'
import { useDraftStore } from '../../../src-renderer/stores/draft-store'
import { useFileDropsStore } from '../../../src-renderer/stores/file-drops-store'
import { useNavigationStore } from '../../../src-renderer/stores/navigation-store'
import { useOpenedFileStore } from '../../../src-renderer/stores/opened-file-store'
import { installFakeLab } from '../../helpers/fake-lab'
import { settled, useInWindow } from '../helpers'

const shirt = new File(['shirt'], 'shirt.png')

/** A transfer as Chromium gives it, with files, folders or neither. */
function transferOf(
  files: readonly File[],
  folders: readonly string[] = [],
  folderFile: File | null = null,
  text = '',
): unknown {
  const item = (file: File | null, isDirectory: boolean, name: string): unknown => ({
    ...{ kind: 'file', getAsFile: () => file, webkitGetAsEntry: () => ({ isDirectory, name }) },
  })
  const items = [
    ...files.map((file) => item(file, false, file.name)),
    ...folders.map((name) => item(folderFile, true, name)),
  ]
  return { items, types: items.length > 0 ? ['Files'] : ['text/plain'], getData: () => text }
}

function send(type: string, transfer: unknown, target: EventTarget = document.body): Event {
  const event = new Event(type, { bubbles: true, cancelable: true })
  target.dispatchEvent(Object.assign(event, { dataTransfer: transfer, clipboardData: transfer }))
  return event
}

describe('what is dropped on the window', () => {
  let unmount = (): void => undefined
  afterEach(() => unmount())

  function open() {
    const opened = useInWindow(() => {
      useDropGuard()
      return { toast: useToast(), drops: useFileDropsStore() }
    })
    unmount = opened.unmount
    const { toast, drops } = opened.result
    toast.clear()
    const taken: string[] = []
    drops.takeFiles = async (files) => void taken.push(...files.map(({ name }) => name))
    const sentences = (): string => toast.toasts.value.map(({ title }) => String(title)).join('\n')
    return { taken, sentences, drops }
  }

  it.each(['drop', 'paste'])('goes to the page that takes files, by %s', async (way) => {
    const { taken, sentences } = open()
    const event = send(way, transferOf([shirt]))
    await settled()

    expect([taken, sentences(), event.defaultPrevented]).toEqual([['shirt.png'], '', true])
  })

  it('is named where it is a folder, and what lies beside it is taken all the same', async () => {
    const { taken, sentences } = open()
    send('drop', transferOf([shirt], ['holiday']))
    await settled()

    expect(taken).toEqual(['shirt.png'])
    expect(sentences()).toContain('holiday')
  })

  it('goes to the page that takes a folder, where it is one alone', async () => {
    const { taken, sentences, drops } = open()
    const folders: string[] = []
    drops.takeFiles = null
    drops.takeFolder = async ({ name }) => void folders.push(name)
    const holiday = new File([], 'holiday')
    send('drop', transferOf([], ['holiday'], holiday))
    await settled()
    expect([folders, taken, sentences()]).toEqual([['holiday'], [], ''])

    send('drop', transferOf([shirt], ['holiday'], holiday))
    await settled()
    expect(folders).toEqual(['holiday'])
    expect(sentences()).toContain('one folder at a time')
  })

  it('gets a sentence where the page takes no files, and where there is no file in it', async () => {
    const { taken, sentences, drops } = open()
    send('drop', transferOf([]))
    await settled()
    const first = sentences()
    expect(first).not.toBe('')

    drops.takeFiles = null
    send('drop', transferOf([shirt]))
    await settled()
    expect(sentences().length).toBeGreaterThan(first.length)
    expect(taken).toEqual([])
  })

  it.each(['drop', 'paste'])(
    'fills the form where it is an experiment, by %s, and can be taken back',
    async (way) => {
      const { sentences } = open()
      const [draft, navigation] = [useDraftStore(), useNavigationStore()]
      const [{ experiment: usual }] = PRESETS
      const experiment = { ...usual, plan: { ...usual.plan, seed: way.length } }
      const before = draft.experiment
      navigation.go('image')
      for (const text of [`look: ${experimentText(experiment)}!`, JSON.stringify(experiment)]) {
        expect(before).not.toEqual(experiment)
        send(way, transferOf([], [], null, text))
        await settled()
        expect([draft.experiment, navigation.page]).toEqual([experiment, 'design'])
        expect(sentences()).toContain('The form now holds the experiment')
        draft.undo()
        expect(draft.experiment).toEqual(before)
      }

      navigation.go('image')
      send(way, transferOf([], [], null, experimentText(experiment).replace('seed=', 'seed=1')))
      await settled()
      expect([draft.experiment, navigation.page]).toEqual([before, 'image'])
      expect(sentences()).toContain('was changed on its way')
      await settled()
    },
  )

  it('is left to a field of the page where it is text', async () => {
    const { sentences } = open()
    const field = document.body.appendChild(document.createElement('input'))
    const event = send('paste', transferOf([]), field)
    field.remove()
    await settled()

    expect([event.defaultPrevented, sentences()]).toEqual([false, ''])
  })

  it('is left to the page where it is a column of its table', async () => {
    const { sentences } = open()
    send('dragstart', transferOf([]))
    const own = send('drop', transferOf([]))
    send('dragend', transferOf([]))
    await settled()
    expect([own.defaultPrevented, sentences()]).toEqual([false, ''])
  })

  it('is looked into where it is a run file, on every page', async () => {
    const looked: unknown[] = []
    installFakeLab({
      'file:read': (file) => {
        looked.push(file)
        throw new Error('Cannot open a.onn: it is no whole zip.')
      },
    })
    const { taken, drops, sentences } = open()
    drops.takeFiles = null
    const file = new File(['x'], 'a.ONN')
    send('drop', transferOf([file]))
    await settled()
    expect([looked, taken, sentences()]).toEqual([[file], [], ''])
    expect(useOpenedFileStore().problem).toBe('Cannot open a.onn: it is no whole zip.')

    send('drop', transferOf([file, file]))
    await settled()
    expect(sentences()).toContain('One file of runs or of a model is opened at a time')
  })

  it('is seen while it hangs over the window', () => {
    const { drops } = open()
    send('dragover', transferOf([shirt]))
    expect(drops.isOver).toBe(true)
    // A drag whose end nobody was told.
    send('pointermove', null)
    expect(drops.isOver).toBe(false)
    send('dragover', transferOf([shirt]))
    expect(drops.isOver).toBe(true)
    window.dispatchEvent(Object.assign(new Event('dragleave'), { relatedTarget: null }))
    expect(drops.isOver).toBe(false)
    // A text may belong into a field.
    send('dragover', transferOf([], [], null, 'text'))
    expect(drops.isOver).toBe(false)
  })

  it('is nobody’s once the window is gone', () => {
    const { taken } = open()
    unmount()
    expect(send('drop', transferOf([shirt])).defaultPrevented).toBe(false)
    expect(taken).toEqual([])
  })
})

describe('the keys of the pages', () => {
  const press = (key: string, held: KeyboardEventInit): boolean =>
    window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...held }))

  it('are Ctrl or Command with a digit, and nothing else', () => {
    const { result: navigation, unmount } = useInWindow(() => {
      useShortcuts()
      return useNavigationStore()
    })
    press('3', { ctrlKey: true })
    expect(navigation.page).toBe('runs')
    press('1', { metaKey: true })
    expect(navigation.page).toBe('design')
    for (const held of [{}, { ctrlKey: true, shiftKey: true }, { ctrlKey: true, altKey: true }])
      expect(press('2', held)).toBe(true)
    expect(press('9', { ctrlKey: true })).toBe(true)
    expect(navigation.page).toBe('design')
    unmount()
  })
})
