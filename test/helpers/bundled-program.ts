import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'rolldown'

/** A program in TypeScript that runs as a process of its own, as the app and the command do. */
export interface BundledProgram {
  readonly path: string
  readonly remove: () => Promise<void>
}

/** Bundles a program of test/programs, because Node 20 does not read TypeScript. */
export async function bundleProgram(name: string): Promise<BundledProgram> {
  const directory = await mkdtemp(join(tmpdir(), 'program-'))
  const path = join(directory, `${name}.mjs`)
  await build({
    input: resolve(`test/programs/${name}.ts`),
    platform: 'node',
    resolve: { alias: { '#shared': resolve('src-shared') } },
    output: { file: path, format: 'es' },
    logLevel: 'silent',
  })
  return { path, remove: () => rm(directory, { recursive: true, maxRetries: 10, force: true }) }
}

interface StartOptions {
  readonly uid?: number
}

/** Starts it; what it sends with process.send comes out of `message`. */
export function startProgram(
  path: string,
  words: readonly string[],
  { uid }: StartOptions = {},
): ChildProcess {
  return fork(path, [...words], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
}

/** The next message that a program sends. */
export function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((done, fail) => {
    child.once('message', done)
    child.once('exit', (code) => {
      fail(new Error(`The program ended with exit code ${code} before it said anything.`))
    })
  })
}

/** Waits until a program has ended; its exit code and the signal that ended it. */
export function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly signal: string | null }> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null)
      done({ code: child.exitCode, signal: child.signalCode })
    else child.once('exit', (code, signal) => done({ code, signal }))
  })
}
