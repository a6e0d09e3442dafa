import { join } from 'node:path'
import { runScript } from './main-module.mjs'
import { run, toolScript } from './run.mjs'
import { root } from './stale.mjs'

const script = (/** @type {string} */ name) => join(root, 'scripts', name)

/** @returns {readonly (readonly [string, readonly string[]])[]} */
const steps = () => [
  ['format', [toolScript('prettier'), '--check', '--log-level', 'warn', '.']],
  ['lint', [toolScript('eslint'), '.', '--max-warnings', '0']],
  ['unused', [toolScript('knip'), '--no-progress']],
  ['types', [script('typecheck.mjs')]],
  ['tests', [script('test.mjs'), ...process.argv.slice(2)]],
]

// Every step runs even after one has failed: one look then shows all there is to fix, and the tests' last line stays last.
await runScript(async () => {
  const failed = []
  for (const [name, words] of steps()) {
    process.stdout.write(`== ${name}\n`)
    if ((await run(process.execPath, words)) !== 0) failed.push(name)
    if (name === 'types' && failed.length > 0) process.stdout.write(`Failed so far: ${failed.join(', ')}.\n`)
  }
  if (failed.length > 0) process.exitCode = 1
})
