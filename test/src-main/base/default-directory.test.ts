import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appDataDirectory, libraryIn, userDataIn } from '../../../src-main/base/default-directory'

test('apps keep their data where each system wants it', () => {
  expect(appDataDirectory({ XDG_CONFIG_HOME: '/data' }, 'linux')).toBe('/data')
  expect(appDataDirectory({ XDG_CONFIG_HOME: '' }, 'linux')).toBe(join(homedir(), '.config'))
  expect(appDataDirectory({}, 'linux')).toBe(join(homedir(), '.config'))
  expect(appDataDirectory({ XDG_CONFIG_HOME: '/data' }, 'darwin')).toBe(
    join(homedir(), 'Library', 'Application Support'),
  )
  expect(appDataDirectory({ APPDATA: 'D:\\data' }, 'win32')).toBe('D:\\data')
})

test('the library lies in the folder of the app', () => {
  expect(libraryIn(userDataIn('/data'))).toBe(join('/data', 'our-neural-network', 'library'))
})
