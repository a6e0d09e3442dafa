import { spawnSync } from 'node:child_process'
import { userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { appDataDirectory } from '../../../src-main/base/default-directory'
import { buildLab } from '../../helpers/lab-command'

beforeAll(buildLab)
afterEach(() => vi.unstubAllEnvs())

it.each(['', 'relative', '.'])(
  'should not take HOME=%j for a folder where the command happens to run',
  (home) => {
    vi.stubEnv('HOME', home)
    expect(appDataDirectory({}, 'linux')).toBe(join(userInfo().homedir, '.config'))
    expect(isAbsolute(appDataDirectory({}, 'darwin'))).toBe(true)
  },
)

it('should ignore a variable that is no whole path, as its specification says', () => {
  expect(appDataDirectory({ XDG_CONFIG_HOME: 'config' }, 'linux')).toBe(appDataDirectory({}, 'linux'))
  expect(appDataDirectory({ XDG_CONFIG_HOME: '/etc/config' }, 'linux')).toBe('/etc/config')
})

it('should end with a sentence and an error where the home cannot be written', () => {
  const { status, stderr } = spawnSync(process.execPath, ['out/main/lab.js', 'runs'], {
    env: { ...process.env, HOME: '/dev/null/nobody', XDG_CONFIG_HOME: '' },
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^Cannot use the library \/dev\/null\/nobody[^\n]*\n$/)
})
