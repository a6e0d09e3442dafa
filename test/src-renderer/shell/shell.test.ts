import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeEach, describe, expect, it } from 'vitest'
import { COMPONENTS } from '../../../src-renderer/shell/components'
import { topicOf, TOPICS } from '../../../src-renderer/shell/help/topics'
import { foundRuns } from '../../../src-renderer/shell/palette/found-runs'
import { useShortcuts } from '../../../src-renderer/shell/use-shortcuts'
import { useNavigationStore } from '../../../src-renderer/stores/navigation-store'
import { useShellStore } from '../../../src-renderer/stores/shell-store'
import { exampleRun } from '../../helpers/example-runs'
import { settled, useInWindow } from '../helpers'

beforeEach(() => localStorage.clear())

function keys() {
  const target = document.createElement('div')
  document.body.append(target)
  const { result } = useInWindow(() => {
    useShortcuts(target as unknown as Window)
    return { shell: useShellStore(), navigation: useNavigationStore() }
  })
  const press = (key: string, held: KeyboardEventInit = {}, from: HTMLElement = target): boolean =>
    !from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held }))
  return { ...result, target, press }
}

describe('keys of the whole window', () => {
  it('open and close the palette, help and the list of keys, and go to pages', () => {
    const { shell, navigation, press } = keys()
    expect(press('k', { ctrlKey: true })).toBe(true)
    expect(shell.panel).toBe('palette')
    press('k', { metaKey: true })
    expect(shell.panel).toBeNull()
    press('?')
    expect(shell.panel).toBe('shortcuts')
    press('F1')
    expect(shell.panel).toBe('help')
    press('3', { ctrlKey: true })
    expect(navigation.page).toBe('runs')
    press(',', { ctrlKey: true })
    expect(navigation.page).toBe('settings')
    expect(press('9', { ctrlKey: true })).toBe(false)
  })

  it('leave letters to whoever writes', () => {
    const { shell, target, press } = keys()
    const input = document.createElement('input')
    target.append(input)
    expect(press('?', {}, input)).toBe(false)
    expect(shell.panel).toBeNull()
    press('k', { ctrlKey: true }, input)
    expect(shell.panel).toBe('palette')
  })
})

describe('the page', () => {
  it('is the one that was shown last, unless what is remembered is none', async () => {
    const first = useInWindow(useNavigationStore).result
    first.go('runs')
    await settled()
    expect(useInWindow(useNavigationStore).result.page).toBe('runs')
    localStorage.setItem('our-neural-network/page', '__proto__')
    expect(useInWindow(useNavigationStore).result.page).toBe('design')
  })
})

describe('help', () => {
  it('opens at the page that is shown, or at what was asked for', () => {
    expect(topicOf(null, 'runs')).toBe('runs')
    expect(topicOf('glossary', 'runs')).toBe('glossary')
    expect(topicOf('nonsense', 'image')).toBe('image')
    expect(TOPICS).toContain('start')
  })
})

describe('runs in the palette', () => {
  const runs = [
    exampleRun('a', { annotations: { title: 'Our best' } }),
    exampleRun('b', { design: { hidden: [100] }, record: { testAccuracy: 0.91 } }),
    exampleRun('c', { annotations: { archived: true } }),
  ]
  const ids = (search: string, most = 8): readonly string[] =>
    foundRuns(runs, search, most).map(({ record }) => record.id)

  it('are found by title, by words and by conditions, without archived ones', () => {
    expect(ids('our best')).toEqual(['a'])
    expect(ids('Test accuracy > 90 %')).toEqual(['b'])
    expect(ids('')).toEqual(['a', 'b'])
    expect(ids('', 1)).toEqual(['a'])
  })

  it('are found by a word that only looks like the begin of a condition', () => {
    expect(ids('best =')).toEqual([])
    expect(ids('(best')).toEqual([])
  })
})

describe('what the lab is built with', () => {
  it.each(COMPONENTS)('$package has the licence that the window names', ({ package: name, licence }) => {
    const require = createRequire(import.meta.url)
    const root = require.resolve.paths(name)?.map((folder) => `${folder}/${name}/package.json`) ?? []
    const text = root.flatMap((path) => {
      try {
        return [readFileSync(path, 'utf8')]
      } catch {
        return []
      }
    })[0]
    expect((JSON.parse(text ?? '{}') as { license?: string }).license).toBe(licence)
  })
})
