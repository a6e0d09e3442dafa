import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './stale.mjs'

// Measuring beside other programs: waiting until they rest, and telling how much they took.

/** Cores that others may use while something is measured. */
const QUIET = 0.12
const SECONDS_TO_WAIT = 5

/** Milliseconds of all processors since the machine started. */
function processorTimes() {
  const times = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({
    busy: user + nice + sys + irq,
    idle,
  }))
  return times.reduce((sum, { busy, idle }) => ({ busy: sum.busy + busy, idle: sum.idle + idle }), {
    busy: 0,
    idle: 0,
  })
}

/** Waits a little for a moment in which hardly anything else runs. */
export async function waitForQuiet() {
  for (let second = 0; second < SECONDS_TO_WAIT; second += 1) {
    const before = processorTimes()
    await sleep(1000)
    const after = processorTimes()
    const busy = after.busy - before.busy
    if ((busy / (busy + after.idle - before.idle)) * cpus().length <= QUIET) return
  }
}

/**
 * The JSON lines that a program prints.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string>, input?: string }} [around]
 */
export async function jsonLines(command, parameters, { cwd, env = {}, input = '' } = {}) {
  const child = spawn(command, [...parameters], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // Who does not read what it is given has said so by its exit code.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (code !== 0) throw new Error(`${[command, ...parameters].join(' ')} ended with ${code}.`)
  return printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

/**
 * What the bench of our own step prints. A measurement that others disturbed is repeated for a while, and the least disturbed one counts.
 * @param {readonly string[]} words
 * @param {number} patience Seconds.
 */
export async function ownStep(words, patience) {
  const parameters = [join(root, 'out/main/bench.js'), '--step', '--rounds', '1', '--json', ...words]
  let best = { others: Infinity, printed: /** @type {any} */ (null) }
  const end = Date.now() + 1000 * patience
  while (best.others > QUIET && (Date.now() < end || best.printed === null)) {
    await waitForQuiet()
    const before = processorTimes()
    const [printed] = await jsonLines(process.execPath, parameters)
    const after = processorTimes()
    const busy = after.busy - before.busy
    const seconds = (busy + after.idle - before.idle) / 1000 / cpus().length
    const others = Math.max(0, busy / 1000 - printed.processorSeconds) / seconds
    if (others < best.others) best = { others, printed }
  }
  return best.printed
}
