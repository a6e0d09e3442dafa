import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { stampOf } from '../../../src-main/base/hybrid-clock'
import { sealed } from '../../../src-main/base/sealed-json'
import { openLargeFile, sealItem } from '../../../src-main/sharing/core/envelope'
import { pathOf } from '../../../src-main/sharing/core/paths'
import { localFiles } from '../../../src-main/sharing/stores/local-folder-files'
import { processorTime } from '../../helpers/processor-time.ts'
import { newRun, smallCurves, smallExperiment, smallResult } from '../../helpers/small-runs'
import { digest, START } from './helpers/computer'
import { scene } from './helpers/counted-store'
import { FolderArena } from './helpers/folder-arena'
import { RealComputer, temporaryFolder } from './helpers/real-computer'
import { sampleCurves, sampleRecord } from './helpers/sample-records'
import { OTHER_DEVICE, sealedRun } from './helpers/sealed'

function lists(element: unknown, count: number): readonly unknown[] {
  return Array.from({ length: Math.ceil(count / 90_000) }, () =>
    Array.from({ length: 90_000 }, () => element),
  )
}

/** Curves of nearly 8 MiB with a hash that fits, but full of something else than numbers. */
function wrongCurves(id: string, element: unknown, count: number): Uint8Array {
  const curves = sampleCurves(id)
  const body = { ...curves, layers: { ...curves.layers, activationMean: lists(element, count) } }
  const item = {
    kind: 'curves',
    id,
    device: OTHER_DEVICE,
    stamp: stampOf(START),
    body: body as never,
  } as const
  return new TextEncoder().encode(sealItem(item, digest))
}

describe('files that cost much', () => {
  it.each([
    ['empty texts', '', 2_600_000],
    ['texts', 'abcde', 900_000],
    ['objects', {}, 2_600_000],
    ['lists', [], 2_600_000],
    ['nulls', null, 1_500_000],
    ['numbers', 1, 3_900_000],
  ])('should be refused in short steps: curves of %s', async (_, element, count) => {
    const bytes = wrongCurves(sampleRecord('01M6NJDA8005G7JTBY30GMNA0J').id, element, count)
    expect(bytes.byteLength).toBeGreaterThan(6_000_000)
    let steps = 0
    const nextStep = () => {
      steps += 1
      return Promise.resolve()
    }
    const taken = await processorTime(async () => {
      expect(await openLargeFile(bytes, digest, nextStep)).toMatchObject({ kind: 'bad' })
    })
    expect(steps).toBeGreaterThanOrEqual(2)
    // Half a second where it took ten to twenty.
    expect(taken).toBeLessThan(5000)
  })

  it('should be read once, not at every pass', async () => {
    const { ada, files, store, time } = scene()
    const runs = [sealedRun(), sealedRun(), sealedRun()]
    for (const { id, path, text } of runs) {
      files.put(path, text)
      const curves = pathOf({ kind: 'curves', id, device: OTHER_DEVICE, stamp: stampOf(START) })
      files.put(curves, wrongCurves(id, 'abcde', 900_000))
    }
    await ada.sync()
    expect(store.reads).toBe(6)
    for (let pass = 0; pass < 5; pass += 1) {
      time.now += 3_600_000
      await ada.sync()
    }
    expect(store.reads).toBe(6)
  })

  it('should leave the process answering: three at once, on a disk', async () => {
    const arena = await FolderArena.open()
    const ada = arena.computer('aaaaaaaa')
    for (let index = 0; index < 3; index += 1) {
      const { id, path, text } = sealedRun()
      await arena.put(path, text)
      const curves = pathOf({ kind: 'curves', id, device: OTHER_DEVICE, stamp: stampOf(START) })
      await arena.put(curves, wrongCurves(id, index === 0 ? 'abcde' : {}, index === 0 ? 900_000 : 2_600_000))
    }
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    const { findings } = await ada.sync()
    delay.disable()
    expect(findings.map(({ code }) => code)).toEqual(['bad', 'bad', 'bad'])
    // A few hundred milliseconds where it was twenty seconds.
    expect(delay.max / 1e6).toBeLessThan(10_000)
    await arena.remove()
  })

  it('should not be read for ever where the hash does not fit', async () => {
    const { ada, files, store } = scene()
    const { path, text } = sealedRun()
    files.put(path, text.replace('"seconds":12.5', '"seconds":13.5'))
    for (let pass = 0; pass < 50; pass += 1) await ada.sync()
    expect(store.reads).toBeLessThan(12)
  })

  it.each(['people', 'gone', 'replays', 'claims'])('should be known by their size in %s/', async (folder) => {
    const { ada, files, store } = scene()
    files.put(`${folder}/2026-11/x.json`, new Uint8Array(65_537).fill(32))
    const { findings } = await ada.sync()
    expect(findings).toMatchObject([{ code: 'too-large', detail: 'it is larger than 64 KiB' }])
    expect(store.reads).toBe(0)
  })
})

describe('weights that cannot be used', () => {
  async function withTeamRun(): Promise<{ ben: RealComputer; folder: string; id: string; blob: string }> {
    const [ada, ben] = [await RealComputer.open(), await RealComputer.open()]
    const folder = await temporaryFolder()
    const experiment = smallExperiment(1)
    const id = ada.library.newId()
    await ada.library.create(newRun(id, experiment))
    const { weightsSha256 } = await ada.library.finish(id, smallResult(experiment), smallCurves(id))
    await ada.sync(folder, true)
    await ben.sync(folder)
    await ada.close()
    await mkdir(join(ben.directory, 'sharing'), { recursive: true })
    const path = join(ben.directory, 'sharing', 'chosen.json')
    const { contentSha256: _, ...chosen } = JSON.parse(await readFile(path, 'utf8')) as Record<
      string,
      unknown
    >
    await writeFile(path, JSON.stringify(sealed({ ...chosen, shareWeights: true })))
    const sha256 = weightsSha256 ?? ''
    const blob = join(folder, 'our-neural-network', 'blobs', sha256.slice(0, 2), `${sha256}.safetensors`)
    await mkdir(join(blob, '..'), { recursive: true })
    return { ben, folder, id, blob }
  }

  it('should be told by their size before they are read', async () => {
    const { ben, folder, blob } = await withTeamRun()
    await writeFile(blob, new Uint8Array(20_000_000))
    const { problems } = await ben.sync(folder)
    expect(problems).toMatchObject([
      { code: 'weights-broken', detail: 'it is larger than these weights are' },
    ])
    await ben.close()
  })

  it('should be read once, and again when they change', async () => {
    const { ben, folder, blob } = await withTeamRun()
    await writeFile(blob, 'not weights')
    let opened = 0
    const { openPlain } = localFiles
    const counting = localFiles as { openPlain: typeof openPlain }
    counting.openPlain = (path) => {
      if (path === blob) opened += 1
      return openPlain(path)
    }
    try {
      for (let pass = 0; pass < 4; pass += 1)
        expect((await ben.sync(folder)).problems).toMatchObject([{ code: 'weights-broken' }])
      expect(opened).toBe(1)
      await writeFile(blob, 'still not weights')
      await ben.sync(folder)
      expect(opened).toBe(2)
    } finally {
      counting.openPlain = openPlain
    }
    await ben.close()
  })
})
