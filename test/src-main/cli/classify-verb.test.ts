import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PRESETS } from '#shared/experiment/presets'
import { loadDataSet } from '../../../src-main/trainer/data-files'
import { buildLab } from '../../helpers/lab-command'
import { labIn } from '../../helpers/lab-in-process'
import { greyPng, plainPng } from '../../helpers/png'

const folder = mkdtempSync(join(tmpdir(), 'lab-classify-'))
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, force: true }))
const library = join(folder, 'library')
const picture = (name: string): string => resolve('test/fixtures/pictures', name)

const lab = labIn(library, { programs: resolve('out/main') })

interface Answers {
  readonly images: readonly {
    readonly file: string
    readonly class?: string
    readonly probabilities?: readonly number[]
    readonly warning?: string | null
    readonly error?: string
  }[]
}

let id = ''
beforeAll(async () => {
  await buildLab()
  const [{ experiment }] = PRESETS
  const design = join(folder, 'design.json')
  writeFileSync(
    design,
    JSON.stringify({
      ...experiment,
      design: { ...experiment.design, hidden: [32] },
      plan: { ...experiment.plan, iterations: 150 },
    }),
  )
  const { lines } = await lab('train', '--design', design, '--threads', '1', '--json')
  id = (JSON.parse(lines.at(-1) ?? '') as { readonly id: string }).id
})

test('each picture has a class, its probabilities and a warning, or an error; an empty one has no class', async () => {
  const empty = join(folder, 'empty.png')
  writeFileSync(empty, plainPng(40, 40, 200))
  const files = [picture('shirt.png'), empty, picture('strip-1x30000.png'), join(folder, 'none.png')]
  const { code, lines, notes } = await lab('classify', id, ...files, '--json')
  const { images } = JSON.parse(lines[0] ?? '') as Answers
  expect({ code, notes, files: images.map(({ file }) => file) }).toEqual({ code: 1, notes: [], files })
  const [shirt, nothing, strip, none] = images
  expect(Object.keys(shirt ?? {})).toEqual(['file', 'class', 'probabilities', 'warning'])
  expect(shirt?.probabilities?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
  expect(nothing).toEqual({
    file: empty,
    warning: expect.stringContaining('There is nothing in this picture.'),
  })
  expect(strip?.error).toMatch(/^Cannot read .*strip-1x30000\.png: it is 1 x 30000 pixels: /)
  expect(none?.error).toMatch(/^Cannot read .*none\.png: it does not exist\.$/)
  const text = await lab('classify', id, picture('shirt.png'))
  expect(text.lines[0]).toMatch(/shirt\.png: [A-Z].* \d+\.\d %/)
})

test('a test image that was saved as a picture gets the class that the evaluation gave it', async () => {
  const { testImages } = await loadDataSet('resources/fashion-mnist')
  const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  const files = numbers.map((number) => {
    const file = join(folder, `test-${number}.png`)
    writeFileSync(file, greyPng(testImages.subarray(number * 784, (number + 1) * 784), 28))
    return file
  })
  const { images } = JSON.parse((await lab('classify', id, ...files, '--json')).lines[0] ?? '') as Answers
  const report = JSON.parse((await lab('report', id, '--json')).lines[0] ?? '') as {
    readonly classes: readonly { readonly name: string }[]
    readonly predictedClasses: readonly number[]
  }
  expect(images.map((image) => image.class)).toEqual(
    numbers.map((number) => report.classes[report.predictedClasses[number] ?? 0]?.name),
  )
})
