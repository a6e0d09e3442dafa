import { spawn } from 'node:child_process'
import { shellWords } from '#shared/search/shell-words'
import { errorCode } from '../../base/file-errors'

/** Longest wait for a program; Slurm's own give up earlier. */
const LONGEST_MS = 120_000
const MOST_TEXT = 64 * 1024 * 1024

/** Runs a program with a text on its stdin; resolves with its stdout, rejects with what it said when it failed. */
export type RunProgram = (words: readonly string[], input?: string) => Promise<string>

function failureText(name: string, stderr: string, code: number | null): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.length === 0 ? `${name} ended with exit code ${code}` : lines.join(' ')
}

/** Runs a program of this computer. */
export const runProgram: RunProgram = ([name = '', ...words], input = '') =>
  new Promise((resolve, reject) => {
    // In a group of its own: Ctrl-C is for the lab, and what it asks Slurm meanwhile must come to an end.
    const child = spawn(name, words, { detached: true, timeout: LONGEST_MS })
    let out = ''
    let problems = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (out.length < MOST_TEXT) out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => (problems = (problems + text).slice(-4000)))
    child.on('error', (error) => {
      const isMissing = errorCode(error) === 'ENOENT'
      reject(new Error(isMissing ? `there is no ${name} on this computer` : `${name}: ${error.message}`))
    })
    child.on('close', (code) => {
      if (code === 0) resolve(out)
      else reject(new Error(failureText(name, problems, code)))
    })
    // One that has ended before it read everything says why on its stderr.
    child.stdin.on('error', () => undefined).end(input)
  })

/** Runs programs of another computer, to which ssh must find its way without asking for a password. */
export function runOnHost(host: string, run: RunProgram = runProgram): RunProgram {
  const ssh = ['ssh', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=15', '--', host]
  return (words, input) => run([...ssh, shellWords(words)], input)
}
