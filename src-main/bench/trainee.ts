import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { processorSeconds } from './processor-seconds'

/** So many steps were done when all processors had given so many seconds. */
export interface Mark {
  readonly iteration: number
  readonly seconds: number
}

interface Trained {
  readonly marks: readonly Mark[]
  readonly weightsSha256: string
}

/** A `lab train` of some checkout that can be halted and let go on. */
export interface Trainee {
  halt(): void
  goOn(): void
  over(): boolean
  /** Ends the program if it still runs. */
  end(): void
  /** What it told; rejected where it failed. */
  readonly finished: Promise<Trained>
}

/** The number of steps in a line of progress such as "10 %  400/4000  14 s left". */
export function iterationOf(line: string): number | null {
  const found = /\s(\d+)\/\d+(?:\s|$)/.exec(line)
  return found === null ? null : Number(found[1])
}

/** Starts `lab train` with some words in a checkout that was built. */
export function startTrainee(folder: string, words: readonly string[]): Trainee {
  const program = join(folder, 'out/main/lab.js')
  if (!existsSync(program))
    throw new Error(`${folder} has no built lab; run "npm ci" and "npm run build" there.`)
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const marks: Mark[] = []
  let said = ''
  let answer = ''
  let over = false
  createInterface(child.stderr).on('line', (line) => {
    said = line
    const iteration = iterationOf(line)
    if (iteration !== null && child.pid !== undefined && !over)
      marks.push({ iteration, seconds: processorSeconds(child.pid) })
  })
  createInterface(child.stdout).on('line', (line) => (answer = line))
  const finished = new Promise<Trained>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => (over = true))
    child.once('close', (code) => {
      over = true
      if (code !== 0) reject(new Error(`The training in ${folder} ended with exit code ${code}: ${said}`))
      else resolve({ marks, weightsSha256: weightsOf(answer) })
    })
  })
  // Whoever awaits it is told; until then a failure is no unhandled one.
  finished.catch(() => undefined)
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  return {
    halt: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    over: () => over,
    end() {
      process.off('exit', end)
      if (!over) end()
    },
    finished,
  }
}

function weightsOf(answer: string): string {
  const { weightsSha256 } = JSON.parse(answer) as { readonly weightsSha256: string }
  return weightsSha256
}
