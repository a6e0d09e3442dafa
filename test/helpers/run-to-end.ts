import type { ChildProcess } from 'node:child_process'
import type { Answer } from './lab-command'

/** What a process has said until it ended. */
export function run(child: ChildProcess): Promise<Answer> {
  let out = ''
  let notes = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (notes += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, notes }))
  })
}
