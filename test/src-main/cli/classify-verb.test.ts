import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PRESETS } from '#shared/experiment/presets'
import { askNetwork, classifyPicture } from '../../../src-main/cli/asked-network'
import { openLibrary } from '../../../src-main/library/library'
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

test('a picture that is like no training image has a class and a warning; a test image has none', async () => {
  const { testImages } = await loadDataSet('resources/fashion-mnist')
  const usual = join(folder, 'usual.png')
  writeFileSync(usual, greyPng(testImages.subarray(0, 784), 28))
  const noise = join(folder, 'noise.png')
  const pixels = Uint8Array.from({ length: 784 }, (_, at) => (at * 7919) % 256)
  writeFileSync(noise, greyPng(pixels, 28))
  const { images } = JSON.parse((await lab('classify', id, usual, noise, '--json')).lines[0] ?? '') as Answers
  expect(images[0]).toMatchObject({ class: expect.any(String), warning: null })
  expect(images[1]).toMatchObject({
    class: expect.any(String),
    warning: expect.stringMatching(/^Unlike anything the network was trained on: farther .* Do not rely on/),
  })
  const { lines } = await lab('classify', id, noise)
  expect(lines[1]).toMatch(/^ {2}Unlike anything the network was trained on/)
})

test('all 10,000 test images, saved as pictures, get the classes that the evaluation gave them', async () => {
  const data = await loadDataSet('resources/fashion-mnist')
  const opened = await openLibrary(library)
  const [record, weights] = await Promise.all([opened.record(id), opened.weights(id)])
  await opened.close()
  if (weights === null) throw new Error('The run has no weights.')
  const asked = askNetwork(record, weights, data)
  const predicted: (number | null)[] = []
  for (let number = 0; number < data.testLabels.length; number += 1) {
    const png = greyPng(data.testImages.subarray(number * 784, (number + 1) * 784), 28)
    const answer = await classifyPicture(asked, new Uint8Array(png))
    predicted.push(answer.kind === 'classified' ? answer.predicted : null)
  }
  const report = JSON.parse((await lab('report', id, '--json')).lines[0] ?? '') as {
    readonly predictedClasses: readonly number[]
  }
  expect(predicted).toEqual(report.predictedClasses)
})
