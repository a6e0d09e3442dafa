import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildIfStale } from '../../scripts/build-if-stale.mjs'
import { idxImages, idxLabels } from './idx-files'

/** Builds the command once, as `npm run lab` does. */
export async function buildLab(): Promise<void> {
  await buildIfStale()
}

export interface Answer {
  readonly code: number | null
  readonly out: string
  readonly notes: string
}

export interface RunningLab {
  readonly kill: (signal: NodeJS.Signals) => void
  /** Resolves when a text has been seen on stderr. */
  readonly noted: (text: string) => Promise<void>
  readonly answer: Promise<Answer>
}

/** Starts the built command as a process of its own. */
export function startLab(...words: readonly string[]): RunningLab {
  const child = spawn(process.execPath, ['out/main/lab.js', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let notes = ''
  const waiting: { readonly text: string; readonly done: () => void }[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    notes += text
    for (const { text: wanted, done } of waiting) if (notes.includes(wanted)) done()
  })
  return {
    kill: (signal) => child.kill(signal),
    noted: (text) =>
      new Promise((done) => {
        if (notes.includes(text)) done()
        else waiting.push({ text, done })
      }),
    answer: new Promise((done) => {
      child.on('close', (code) => {
        done({ code, out, notes })
      })
    }),
  }
}

/** Runs the built command to its end. */
export function lab(...words: readonly string[]): Promise<Answer> {
  return startLab(...words).answer
}

/** The last line on stdout, as JSON. */
export function lastJson<T>({ out }: Answer): T {
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as T
}

/** Puts a small data set into a folder: each class is a bright band of its own, on noise that no random number is needed for. */
export async function writeSmallData(directory: string): Promise<void> {
  const labels = (count: number): number[] => Array.from({ length: count }, (_, image) => (image * 7) % 10)
  const grey = (image: number, pixel: number): number => {
    const inBand = Math.floor(pixel / 78) === (image * 7) % 10
    return ((image * 31 + pixel * 17) % 120) + (inBand ? 60 : 0)
  }
  await Promise.all([
    writeFile(join(directory, 'train-images-idx3-ubyte.gz'), gzipSync(idxImages(2000, grey))),
    writeFile(join(directory, 'train-labels-idx1-ubyte.gz'), gzipSync(idxLabels(labels(2000)))),
    writeFile(join(directory, 't10k-images-idx3-ubyte.gz'), gzipSync(idxImages(300, grey))),
    writeFile(join(directory, 't10k-labels-idx1-ubyte.gz'), gzipSync(idxLabels(labels(300)))),
  ])
}
