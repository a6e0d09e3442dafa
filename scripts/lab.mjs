import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { runScript } from './main-module.mjs'
import { root } from './stale.mjs'

// The command runs in this very process, so that signals, the terminal and the exit code are its own.
await runScript(async () => {
  await buildIfStale()
  const command = join(root, 'out/main/lab.js')
  if (!existsSync(command))
    throw new Error('The lab command has not been built: src-main/command/lab.ts is missing.')
  process.argv.splice(1, 1, command)
  await import(command)
})
