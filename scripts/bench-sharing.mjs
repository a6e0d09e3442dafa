import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'rolldown'
import { isMainModule, runScript } from './main-module.mjs'

const words = process.argv.slice(2).filter((word) => word !== '--sharing')
const json = words.includes('--json')
const sizes = words.filter((word) => /^\d+$/.test(word)).map(Number)

/** @param {string} program @param {readonly string[]} argumentList @returns {Promise<any>} */
function measure(program, argumentList) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...argumentList], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.on('data', (part) => {
      text += part
    })
    child.on('exit', (code) =>
      code === 0 ? done(JSON.parse(text)) : fail(new Error(`The measurement ended with exit code ${code}.`)),
    )
  })
}

/** @param {{ seconds: number, processorSeconds: number, longestStallMs: number }} measured */
const cells = ({ seconds, processorSeconds, longestStallMs }) =>
  [seconds.toFixed(2), processorSeconds.toFixed(2), longestStallMs.toFixed(0)].join(' | ')

/** What a large shared folder costs: the first import, a pass in which nothing is new, one new file, the next start. */
async function bench() {
  const scratch = mkdtempSync(join(tmpdir(), 'sharing-bench-program-'))
  const program = join(scratch, 'sharing-bench.mjs')
  try {
    await build({
      input: resolve('test/programs/sharing-bench.ts'),
      platform: 'node',
      resolve: { alias: { '#shared': resolve('src-shared') } },
      output: { file: program, format: 'es' },
      logLevel: 'silent',
    })
    const results = []
    for (const size of sizes.length > 0 ? sizes : [10_000]) {
      results.push(await measure(program, [String(size)]), await measure(program, [String(size), 'curves']))
    }
    if (json) process.stdout.write(`${JSON.stringify({ sharing: results })}\n`)
    else print(results)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** @param {readonly any[]} results */
function print(results) {
  process.stdout.write(
    '| records | | seconds | processor seconds | longest stall, ms |\n| --- | --- | --- | --- | --- |\n',
  )
  for (const { count, withCurves, firstImport, rescan, oneMore, start, peakMemoryMiB } of results) {
    const name = `${count}${withCurves ? ' with curves' : ''}`
    process.stdout.write(`| ${name} | first import | ${cells(firstImport)} |\n`)
    process.stdout.write(`| ${name} | nothing new | ${cells(rescan)} |\n`)
    process.stdout.write(`| ${name} | one new run | ${cells(oneMore)} |\n`)
    process.stdout.write(`| ${name} | start and first pass | ${cells(start)} |\n`)
    process.stdout.write(`| ${name} | peak memory ${peakMemoryMiB.toFixed(0)} MiB | | | |\n`)
  }
}

if (isMainModule(import.meta.url)) await runScript(bench)
