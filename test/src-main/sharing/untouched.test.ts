import { execFileSync } from 'node:child_process'
import { mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newUlid } from '../../../src-main/base/identifiers'
import { sealMarker } from '../../../src-main/sharing/core/envelope'
import type { Computer } from './helpers/computer'
import { FolderArena } from './helpers/folder-arena'
import { seededRandom } from './helpers/random'
import { treeOf } from './helpers/real-computer'
import { changedEnvelope, sealedGone, sealedRun } from './helpers/sealed'

/** A folder full of what other people, programs and enemies leave behind. */
async function fillWithStrangers(arena: FolderArena, random: () => number): Promise<void> {
  const run = sealedRun()
  const files: Record<string, string | Uint8Array> = {
    'package.json': '{"name":"x"}',
    'notes.txt': 'hello',
    'runs/broken.json': run.text.slice(0, 400),
    'runs/empty.json': '',
    'runs/zeros.json': new Uint8Array(3000),
    'runs/hostile.json': '{"fmt":"our-neural-network/run","__proto__":{"x":1}}',
    'runs/deep.json': '['.repeat(5000),
    'runs/newer.json': changedEnvelope(run, { v: 9, minReader: 9 }),
    'runs/~zzzzzzzz-0.tmp': 'of another device',
    'runs/~aaaaaaaa-1.tmp.bak': 'nobody knows',
    'people/aaaaaaaa-0.json': 'claims to be ours',
    'claims/x-aaaaaaaa.json': '{"fmt":"our-neural-network/claim","v":1,"minReader":1}',
    'blobs/aa/x.safetensors': 'no weights',
    'folder (1).json': sealMarker(newUlid(arena.time.now, random)),
    '.tmp.driveupload/1': 'litter',
    'desktop.ini': 'litter',
    'x (conflicted copy).json': run.text,
    'sub/folder/of/somebody/deep.json': '{}',
  }
  for (let index = 0; index < 5; index += 1) {
    const other = sealedRun()
    files[other.path] = other.text
    const gone = sealedGone(other.id)
    if (random() < 0.3) files[gone.path] = gone.text
  }
  for (const [path, content] of Object.entries(files)) await arena.put(path, content)
  await symlink('/etc/passwd', join(arena.root, 'runs', 'link.json'))
  execFileSync('mkfifo', [join(arena.root, 'runs', 'pipe.json')])
  await arena.put('runs/huge.json', '')
  await truncate(join(arena.root, 'runs/huge.json'), 600 * 2 ** 20)
}

/** Minutes of use, in random order: training, notes, deletions, passes, disks that come and go. */
async function use(
  arena: FolderArena,
  computers: readonly Computer[],
  random: () => number,
  steps: number,
): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  for (let step = 0; step < steps; step += 1) {
    const computer = pick(computers)
    const runs = [...computer.library.entries.keys()]
    const choice = random()
    if (choice < 0.25) computer.train()
    else if (choice < 0.45 && runs.length > 0) computer.edit(pick(runs), { title: `title ${step}` })
    else if (choice < 0.5 && runs.length > 0) await computer.bury([pick(runs)], random() < 0.7)
    else if (choice < 0.9) await computer.sync({ everything: random() < 0.2 })
    else if (choice < 0.95) {
      const away = `${arena.root}-away`
      await rename(arena.root, away)
      await computer.sync()
      if (random() < 0.5) {
        await mkdir(arena.root)
        await computer.sync()
        await rm(arena.root, { recursive: true, maxRetries: 10 })
      }
      await rename(away, arena.root)
    } else arena.time.now += 3_600_000 * 30
  }
}

// `npm run test:faults` plays longer.
const [ROUNDS, STEPS] = process.env['TEST_FAULTS'] === '1' ? [40, 300] : [3, 40]

describe('case 34: what the lab did not write', () => {
  it('should be byte for byte the same after any use', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 30 }), async (seed) => {
        const arena = await FolderArena.open()
        const random = seededRandom(seed)
        await fillWithStrangers(arena, random)
        await writeFile(join(arena.folder, 'beside.txt'), 'beside the lab')
        const before = await treeOf(arena.folder)
        await use(arena, [arena.computer('aaaaaaaa'), arena.computer('bbbbbbbb')], random, STEPS)
        const after = await treeOf(arena.folder)
        for (const [path, content] of Object.entries(before)) expect(after[path], path).toBe(content)
        const added = Object.keys(after).filter((path) => !(path in before))
        const ours = /^our-neural-network\/(?:[a-z0-9-]+\/)*(?:[a-z0-9-]+\.json)?$/
        expect(added.filter((path) => !ours.test(path))).toEqual([])
        await arena.remove()
      }),
      { numRuns: ROUNDS },
    )
  })
})
