import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from '../../../src-main/app/menu-template'

type Item = MenuItemConstructorOptions

const itemsOf = (items: readonly Item[]): readonly Item[] =>
  items.flatMap((item) => [item, ...itemsOf((item.submenu ?? []) as Item[])])
const menu = (language: 'en' | 'ko', platform: NodeJS.Platform, told: string[] = []): readonly Item[] =>
  itemsOf(
    menuTemplate({
      language,
      platform,
      isPackaged: true,
      act: (command) => told.push(command),
      quit: () => told.push('quit'),
    }),
  )

describe('the menu of the app', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('is in the language of the window on %s', (platform) => {
    const labels = (language: 'en' | 'ko'): readonly string[] =>
      menu(language, platform).flatMap(({ type, label }) => (type === 'separator' ? [] : [label ?? '']))
    expect(labels('ko').filter((label) => !/[가-힣]/.test(label) && label !== 'Our Neural Network')).toEqual(
      [],
    )
    expect(labels('en').filter((label) => !/^[A-Z]/.test(label))).toEqual([])
    expect(labels('en')).toHaveLength(labels('ko').length)
  })

  it('has the system’s own roles, and no developer tools in a package', () => {
    const roles = menu('en', 'linux').map(({ role }) => role)
    for (const role of ['undo', 'copy', 'paste', 'selectAll', 'togglefullscreen', 'minimize', 'help'])
      expect(roles).toContain(role)
    expect(roles).not.toContain('toggleDevTools')
    expect(menu('en', 'darwin').map(({ role }) => role)).toContain('hideOthers')
  })

  it.each(['linux', 'darwin'] as const)(
    'quits by its key on %s through the lab, which may ask',
    (platform) => {
      const items = menu('en', platform)
      expect(items.filter(({ role }) => role === 'quit')).toEqual([])
      expect(items.filter(({ label }) => label === 'Quit')).toEqual([
        expect.objectContaining({ accelerator: 'CommandOrControl+Q' }),
      ])
    },
  )

  it('tells the window what was chosen', () => {
    const told: string[] = []
    for (const item of menu('en', 'linux', told)) (item.click as (() => void) | undefined)?.()
    expect(told.toSorted()).toEqual([
      'about',
      'help',
      'open-file',
      'open-library',
      'open-team',
      'palette',
      'quit',
      'settings',
      'shortcuts',
    ])
  })
})
