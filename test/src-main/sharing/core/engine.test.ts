import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Computer, MARKER_TEXT, START } from '../helpers/computer'
import { MemoryStore } from '../helpers/memory-store'
import { seededRandom } from '../helpers/random'
import { VirtualTime } from '../helpers/virtual-time'

const DAY = 86_400_000
// `npm run test:faults` plays longer.
const [ROUNDS, STEPS] = process.env['TEST_FAULTS'] === '1' ? [150, 250] : [10, 80]

/** A file service: every computer has a copy of its own, and files travel between them late, twice, in any order. */
class Cloud {
  readonly stores: readonly MemoryStore[]
  readonly #random: () => number

  constructor(time: VirtualTime, count: number, random: () => number) {
    this.stores = Array.from({ length: count }, () => new MemoryStore(time.clock))
    this.#random = random
    for (const store of this.stores) store.put('folder.json', MARKER_TEXT)
  }

  /** Carries each file to each computer with the given chance; sometimes only its first half, or under a second name. */
  deliver(chance: number): void {
    for (const from of this.stores) {
      for (const [path, { bytes }] of from.files) {
        for (const to of this.stores) {
          if (to === from || path.endsWith('.tmp') || this.#random() > chance) continue
          if (to.files.get(path)?.bytes.byteLength === bytes.byteLength) continue
          const isTorn = this.#random() < 0.1 && chance < 1
          const copy = this.#random() < 0.1 ? path.replace('.json', ' (1).json') : path
          to.put(
            isTorn ? path : copy,
            isTorn ? bytes.subarray(0, Math.floor(bytes.length * this.#random())) : bytes,
          )
        }
      }
    }
  }

  /** A sync program takes some files back, as it does while it resolves a conflict. */
  revert(chance: number): void {
    for (const { files } of this.stores) {
      for (const path of [...files.keys()])
        if (path !== 'folder.json' && this.#random() < chance) files.delete(path)
    }
  }
}

async function play(seed: number, steps: number): Promise<void> {
  const time = new VirtualTime(START)
  const random = seededRandom(seed)
  const cloud = new Cloud(time, 3, random)
  const computers = cloud.stores.map((store, index) => new Computer(seed * 3 + index, store, time))
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const archive = new Map<string, Uint8Array>()
  const remember = (): void => {
    for (const { files } of cloud.stores)
      for (const [path, { bytes }] of files) keepLonger(archive, path, bytes)
  }
  for (let step = 0; step < steps; step += 1) {
    const computer = pick(computers)
    const runs = [...computer.library.entries.keys()]
    const choice = random()
    if (choice < 0.25) computer.train()
    else if (choice < 0.5 && runs.length > 0)
      computer.edit(pick(runs), { title: `title ${step}`, ...(random() < 0.3 ? { note: `n${step}` } : {}) })
    else if (choice < 0.58 && runs.length > 0) await computer.bury([pick(runs)], random() < 0.7)
    else if (choice < 0.85) await computer.sync()
    else if (choice < 0.95) cloud.deliver(0.3)
    else if (choice < 0.97) cloud.revert(0.05)
    else computer.clockOffset = pick([0, DAY, -DAY, -START, 253_402_300_799_999 - START])
    remember()
    time.now += Math.floor(random() * 60_000)
  }
  // In the end the service catches up: everything that anybody wrote is everywhere.
  for (const computer of computers) computer.clockOffset = 0
  for (let round = 0; round < 4; round += 1) {
    for (const computer of computers) {
      const report = await computer.sync({ everything: true })
      if (report.asked.length > 0)
        for (const { id, stamp } of report.asked) computer.state.answers.set(id, { stamp, hide: true })
    }
    remember()
    for (const [path, bytes] of archive)
      for (const store of cloud.stores)
        if ((store.files.get(path)?.bytes.length ?? 0) < bytes.length) store.put(path, bytes)
  }
  const [first, ...others] = computers.map(({ library }) => library.dump())
  for (const other of others) expect(other).toBe(first)
}

function keepLonger(archive: Map<string, Uint8Array>, path: string, bytes: Uint8Array): void {
  if ((archive.get(path)?.length ?? -1) < bytes.length) archive.set(path, bytes)
}

describe('three computers on one folder', () => {
  it('should end alike whatever the order, delay, doubling and loss of deliveries, and with wrong clocks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 30 }), (seed) => play(seed, STEPS)),
      { numRuns: ROUNDS },
    )
  })
})
