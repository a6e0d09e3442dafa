import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { changesForElectron } from '../../scripts/environment.mjs'
import { isNamedBy, sentenceOnNode, sentenceOnOldNode } from '../../scripts/node-version.mjs'
import { root } from '../../scripts/stale.mjs'

describe('changesForElectron', () => {
  it('should take out what makes Electron another program', () => {
    const hostile = {
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_NO_ATTACH_CONSOLE: '1',
      ELECTRON_RENDERER_URL: 'http://127.0.0.1:1/',
      ELECTRON_EXEC_PATH: '/bin/true',
      NODE_OPTIONS: '--openssl-legacy-provider',
      VSCODE_INSPECTOR_OPTIONS: '{}',
    }
    const kept = {
      PATH: '/bin',
      DISPLAY: ':0',
      LANG: 'ko_KR.UTF-8',
      ELECTRON_ENABLE_LOGGING: '1',
      KERNELS: 'wasm',
    }
    const left = { ...hostile, ...kept, ...changesForElectron({ ...hostile, ...kept }) }
    expect(Object.fromEntries(Object.entries(left).filter(([, value]) => value !== undefined))).toEqual(kept)
  })

  it.runIf(process.platform === 'linux')('should let names of files be in letters of any language', () => {
    const utf8 = [{ LANG: 'ko_KR.UTF-8' }, { LANG: 'C', LC_CTYPE: 'ko_KR.utf8' }, { LC_ALL: 'C.UTF-8' }]
    for (const environment of utf8) expect(changesForElectron(environment)).toEqual({})
    expect(changesForElectron({})).toEqual({ LC_CTYPE: 'C.UTF-8' })
    expect(changesForElectron({ LANG: 'ko_KR.EUC-KR' })).toEqual({ LC_CTYPE: 'C.UTF-8' })
    expect(changesForElectron({ LC_ALL: 'ko_KR.EUC-KR', LANG: 'en_US.UTF-8' })).toEqual({
      LC_ALL: undefined,
      LANG: 'ko_KR.EUC-KR',
      LC_CTYPE: 'C.UTF-8',
    })
  })
})

describe('the versions of Node', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string }
  }
  const named = readFileSync(join(root, '.nvmrc'), 'utf8').trim()

  it.each(['22.22.2', '22.30.0', '24.15.0', '24.21.0', '26.0.0', '27.1.0'])('should name %s', (version) => {
    expect(isNamedBy(version, engines.node)).toBe(true)
    expect(sentenceOnNode(version)).toBeUndefined()
  })

  it.each(['20.12.0', '20.20.2', '22.22.1', '23.11.0', '24.14.9', '25.9.0'])(
    'should not name %s',
    (version) => {
      expect(isNamedBy(version, engines.node)).toBe(false)
      expect(sentenceOnNode(version)).toMatch(
        new RegExp(`^The lab works on this Node ${version}, [^\\n]*\\.$`),
      )
    },
  )

  it.each(['14.21.3', '16.20.2', '18.20.8', '20.9.0', '20.11.1'])(
    'should say on %s that nothing works, and which one to install',
    (version) => {
      expect(sentenceOnOldNode(version)).toBe(
        `This is Node ${version}, on which the lab does not work: install Node 24 (20.12 is the oldest that will do).`,
      )
      expect(sentenceOnNode(version)).toBe(sentenceOnOldNode(version))
    },
  )

  it.each(['20.12.0', '20.20.2', '22.0.0', '24.15.0'])('should let %s work', (version) => {
    expect(sentenceOnOldNode(version)).toBeUndefined()
  })

  it('should be asked about by every script of package.json', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const files = Object.values(scripts).flatMap((line) => /^node (scripts\/\S+)/.exec(line)?.[1] ?? [])
    expect(files.length).toBeGreaterThan(10)
    const asking = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('await runScript('))
    expect(files.filter((file) => !asking.includes(file))).toEqual(['scripts/postinstall.mjs'])
  })

  it('should be told before anything is built or trained', () => {
    const oldNode = `Object.defineProperty(process.versions, 'node', { value: '18.20.8' }); `
    const start = `await import(${JSON.stringify(pathToFileURL(join(root, 'scripts/start.mjs')).href)})`
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', oldNode + start],
      { encoding: 'utf8' },
    )
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `${sentenceOnOldNode('18.20.8')}\n`,
    })
  })

  it('should begin with the one that version managers are told', () => {
    expect(isNamedBy(`${named}.99.0`, engines.node)).toBe(true)
  })

  it('should be what every installed package asks for', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; engines?: { node?: string }; resolved?: string }>
    }
    const others = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)
    expect(others).toEqual([])
    const tiptap = Object.entries(lock.packages).filter(([name]) => /@tiptap\/(core|pm)$/.test(name))
    expect(tiptap.map(([name, { version }]) => [name, version])).toEqual([
      ['node_modules/@tiptap/core', '3.34.0'],
      ['node_modules/@tiptap/pm', '3.34.0'],
    ])
  })
})

describe('the tools', () => {
  it('should start whatever the terminal says about Node and Electron', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/electron-runtime.mjs'], {
      cwd: root,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_ENV: 'production' },
      encoding: 'utf8',
    })
    expect(stderr).not.toMatch(/TypeError/)
    expect(status).toBe(0)
  })
})
