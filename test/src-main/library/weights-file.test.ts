import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { finalNetwork } from '#shared/experiment/presets'
import { weightsSize } from '#shared/network/parameter-table'
import type { RunRecord } from '#shared/records/run-record'
import { weightsSha256 } from '../../../src-main/base/hashes'
import { weightsFile, weightsOfFile } from '../../../src-main/library/weights-file'

test('weights that lay on a disk are the same numbers again', async () => {
  const weights = Float32Array.from(
    { length: weightsSize(finalNetwork.design) },
    (_, index) => Math.sin(index) / 7,
  )
  const record = {
    id: '01M84XYRZ7BYB7Z1GVVRCVPSH9',
    identity: 'a',
    arithmetic: 'f32-fma-1',
    experiment: finalNetwork,
    weightsSha256: weightsSha256(weights),
  } as unknown as RunRecord
  const folder = await mkdtemp(join(tmpdir(), 'lab-weights-'))
  const path = join(folder, 'weights.safetensors')
  await writeFile(path, weightsFile(record, weights))

  const read = weightsOfFile(record, await readFile(path))

  expect(weightsSha256(read)).toBe(record.weightsSha256)
  await rm(folder, { recursive: true, maxRetries: 10 })
})
