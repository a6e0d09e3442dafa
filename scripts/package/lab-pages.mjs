import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../stale.mjs'

/** What the built command prints. @param {readonly string[]} words */
function printed(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'out/main/lab.js'), ...words], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`lab ${words.join(' ')} failed: ${stderr}`)
  return stdout
}

/** @param {'bash' | 'fish' | 'zsh'} shell */
export const completionOf = (shell) => printed('completion', shell)

export const manualPage = () => printed('manual')
