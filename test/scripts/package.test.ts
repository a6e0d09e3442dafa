import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { installedRuntime } from '../../scripts/electron-runtime.mjs'
import { root } from '../../scripts/stale.mjs'

describe.runIf(installedRuntime().fallback)('npm run package with the stand-in Electron', () => {
  it('should refuse in one sentence, because the package is for people', () => {
    const { PACKAGE_STAND_IN: _, ...env } = process.env
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/package.mjs')], {
      cwd: root,
      env,
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^Only the stand-in Electron [\d.]+ is here, which is for tests[^\n]*\n$/)
  })
})
