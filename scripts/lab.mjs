import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { runScript } from './main-module.mjs'
import { root } from './stale.mjs'

// The command runs in this very process, so that signals, the terminal and the exit code are its own.
await runScript(async () => {
  await buildIfStale()
  const command = join(root, 'out/main/lab.js')
  if (!existsSync(command))
    throw new Error('The lab command has not been built: src-main/cli/lab.ts is missing.')
  // npm moves to the repository's root; the paths on the command line mean the folder in which it was typed.
  const { INIT_CWD, npm_lifecycle_event: script } = process.env
  if (script === 'lab' && INIT_CWD !== undefined) process.chdir(INIT_CWD)
  process.argv.splice(1, 1, command)
  await import(pathToFileURL(command).href)
})
