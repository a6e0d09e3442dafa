import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { finalNetwork } from '#shared/experiment/presets'
import { LARGEST_FILE } from '#shared/ipc-bounds'
import { REQUEST_CHANNELS } from '#shared/ipc-bridge'
import { REQUEST_SCHEMAS } from '../../../src-main/app/request-schemas'

type Channel = keyof typeof REQUEST_SCHEMAS

const accepts = (channel: Channel, values: readonly unknown[]): boolean =>
  v.safeParse(REQUEST_SCHEMAS[channel], values).success
const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

describe('arguments from the window', () => {
  test('of each kind are accepted where they are right', () => {
    const right: readonly (readonly [Channel, readonly unknown[]])[] = [
      ['app:info', []],
      ['settings:set', [{ language: 'ko', threads: 0 }]],
      ['training:start', [finalNetwork, null]],
      ['training:start', [finalNetwork, ID]],
      ['training:command', [ID, 'stop']],
      ['training:move', [ID, 3]],
      ['runs:annotate', [[ID], { star: true, tags: ['good'] }]],
      ['runs:import-bytes', ['runs.csv', new Uint8Array(10)]],
      ['figure:save', ['loss.png', new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0])]],
      ['figure:save', ['손실.svg', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')]],
      ['figure:save', ['loss.csv', new TextEncoder().encode('x,y\n')]],
      ['data:image', ['train', 59_999]],
      ['image:classify', [ID, new Uint8Array(784)]],
    ]
    for (const [channel, values] of right) expect(accepts(channel, values), channel).toBe(true)
  })

  test('never hold a path where the id of a run belongs', () => {
    const paths = fc.constantFrom(
      '..',
      '../x',
      'a/b',
      'a\\b',
      '',
      '.',
      'C:',
      '~',
      'x\0y',
      'a'.repeat(65),
      `${ID}\n`,
    )
    const withId: readonly Channel[] = ['runs:record', 'runs:curves', 'training:replay', 'runs:count-look']
    fc.assert(fc.property(fc.constantFrom(...withId), paths, (channel, path) => !accepts(channel, [path])))
  })

  test('of wrong sizes are refused before anything reads them', () => {
    expect(accepts('image:classify', [ID, new Uint8Array(783)])).toBe(false)
    expect(accepts('image:classify', [ID, new Array(784).fill(0)])).toBe(false)
    expect(accepts('runs:import-bytes', ['runs.csv', new Uint8Array(LARGEST_FILE + 1)])).toBe(false)
    expect(accepts('runs:annotate', [[ID], { note: 'x'.repeat(20_001) }])).toBe(false)
  })

  test('of any shape, on any channel, are judged without an exception, and more than asked for is refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REQUEST_CHANNELS),
        fc.array(fc.anything(), { maxLength: 3 }),
        (channel, values) => {
          expect(typeof accepts(channel, values)).toBe('boolean')
          expect(accepts(channel, [...values, 1, 2, 3])).toBe(false)
        },
      ),
    )
  })
})
