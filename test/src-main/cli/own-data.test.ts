import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunRecord } from '#shared/records/run-record'
import { idxImages, idxLabels } from '../../helpers/idx-files'
import { buildLab, lab, lastJson } from '../../helpers/lab-command'

const CLASSES = 47
const SIDE = 32
const PIXELS = SIDE * SIDE
const NAMES = Array.from({ length: CLASSES }, (_, label) => `글자 ${label}`)
const labelOf = (image: number): number => (image * 7) % CLASSES
/** Each class is a bright band of its own. */
const grey = (image: number, pixel: number): number =>
  ((image * 31 + pixel * 17) % 90) + (Math.floor((pixel * CLASSES) / PIXELS) === labelOf(image) ? 150 : 0)

let root: string
let letters: string
beforeAll(async () => {
  await buildLab()
  root = await mkdtemp(join(tmpdir(), 'own-data-'))
  letters = join(root, 'letters')
  await mkdir(letters)
  const labels = Array.from({ length: 20 * CLASSES }, (_, image) => labelOf(image))
  await writeFile(join(letters, 'train-images-idx3-ubyte'), idxImages(labels.length, grey, SIDE))
  await writeFile(join(letters, 'train-labels-idx1-ubyte'), idxLabels(labels))
  await writeFile(join(letters, 'classes.txt'), NAMES.join('\n'))
})
afterAll(() => rm(root, { recursive: true, maxRetries: 10, force: true }))

test('data of 47 classes at 32x32 are added, trained on, reported and replayed; without them a run can only be looked at', async () => {
  const library = ['--library', join(root, 'library')]
  const added = lastJson<{
    readonly id: string
    readonly classes: readonly object[]
    readonly fingerprint: string
  }>(await lab('data', 'add', letters, '--name', '한글', ...library, '--json'))
  expect(added.classes).toHaveLength(CLASSES)
  expect(added.classes[0]).toEqual({ name: '글자 0', train: 16, test: 4 })

  const trained = await lab(
    ...[
      'train',
      '--preset',
      'final-network',
      '--iterations',
      '120',
      '--dataset',
      '한글',
      '--threads',
      '2',
      '--json',
    ],
    ...library,
  )
  expect(trained).toMatchObject({ code: 0 })
  const { id, testAccuracy } = lastJson<Pick<RunRecord, 'id' | 'testAccuracy'>>(trained)
  expect(testAccuracy).toBeGreaterThan(0.5)

  const record = lastJson<RunRecord & { readonly doubt?: unknown }>(
    await lab('show', id, '--json', ...library),
  )
  expect(record.doubt).toBeUndefined()
  expect(record).toMatchObject({
    data: added.fingerprint,
    dataset: { name: '한글', side: SIDE, classNames: NAMES, testImages: 4 * CLASSES },
    experiment: { design: { input: PIXELS, output: CLASSES } },
    predictions: { classCount: CLASSES, bits: 8 },
  })
  const report = lastJson<{
    readonly accuracy: number
    readonly classes: readonly { readonly name: string }[]
  }>(await lab('report', id, '--json', ...library))
  expect(report.accuracy).toBe(testAccuracy)
  expect(report.classes.map(({ name }) => name)).toEqual(NAMES)
  expect(lastJson(await lab('replay', id, '--threads', '1', '--json', ...library))).toMatchObject({
    identical: true,
  })

  await rm(join(root, 'library', 'datasets'), { recursive: true })
  const shown = await lab('show', id, ...library)
  expect(shown.code).toBe(0)
  expect(shown.notes).toContain('other data than the lab has here: 한글')
  const replayed = await lab('replay', id, ...library)
  expect(replayed.code).toBe(1)
  expect(replayed.notes).toContain('give you their folder')
})
