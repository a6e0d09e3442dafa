import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { stampOf } from '../../src-main/base/hybrid-clock'
import { newUlid } from '../../src-main/base/identifiers'
import { openLibrary } from '../../src-main/library/library'
import { sealItem, sealMarker } from '../../src-main/sharing/core/envelope'
import { pathOf } from '../../src-main/sharing/core/paths'
import { openFolder } from '../../src-main/sharing/sync-once'
import { seededRandom } from '../src-main/sharing/helpers/random'
import { sampleCurves, sampleRecord } from '../src-main/sharing/helpers/sample-records'

// Measures what a large shared folder costs; ends with one line of JSON on stdout.
const count = Number(process.argv[2] ?? 10_000)
const withCurves = process.argv[3] === 'curves'
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const random = seededRandom(1)
const scratch = mkdtempSync(join(tmpdir(), 'sharing-bench-'))
const root = join(scratch, 'shared', 'our-neural-network')
const predictions = { classCount: 10, bits: 4, base64: 'q7vM'.repeat(1666) } as const

function put(path: string, text: string): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function share(index: number): void {
  const time = Date.UTC(2026, index % 12, 1 + (index % 28), 10) - 31_536_000_000
  const id = newUlid(time + index, random)
  const device = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'][index % 3] ?? ''
  const address = { id, device, stamp: stampOf(time) }
  const run = { ...address, kind: 'run', body: sampleRecord(id, { predictions }) } as const
  put(pathOf(run), sealItem(run, digest))
  if (!withCurves) return
  const curves = { ...address, kind: 'curves', body: sampleCurves(id) } as const
  put(pathOf(curves), sealItem(curves, digest))
}

interface Measured {
  readonly seconds: number
  readonly processorSeconds: number
  readonly longestStallMs: number
}

async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const before = process.cpuUsage()
  const start = performance.now()
  delay.enable()
  await work()
  delay.disable()
  const { user, system } = process.cpuUsage(before)
  return {
    seconds: (performance.now() - start) / 1000,
    processorSeconds: (user + system) / 1e6,
    longestStallMs: delay.max / 1e6,
  }
}

put('folder.json', sealMarker(newUlid(Date.UTC(2026, 0, 1), random)))
for (let index = 0; index < count; index += 1) share(index)
const library = await openLibrary(join(scratch, 'library'))
const opened = await openFolder({ library, folder: join(scratch, 'shared'), create: false })
if (opened.kind === 'away') throw new Error(opened.outcome.away ?? '')
const firstImport = await measured(() => opened.sync())
const runs = (await library.list()).length
const rescans: Measured[] = []
for (let round = 0; round < 5; round += 1) rescans.push(await measured(() => opened.sync()))
rescans.sort((left, right) => left.processorSeconds - right.processorSeconds)
share(count)
const oneMore = await measured(() => opened.sync())
const memory = process.resourceUsage().maxRSS / 1024
await opened.close()
await library.close()
const reopened = await openLibrary(join(scratch, 'library'))
const start = await measured(async () => {
  const again = await openFolder({ library: reopened, folder: join(scratch, 'shared'), create: false })
  if (again.kind === 'open') {
    await again.sync()
    await again.close()
  }
})
await reopened.close()
rmSync(scratch, { recursive: true, maxRetries: 10 })
process.stdout.write(
  `${JSON.stringify({ count, withCurves, runs, firstImport, rescan: rescans[2], oneMore, start, peakMemoryMiB: memory })}\n`,
)
