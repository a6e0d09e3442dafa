import { deserialize, serialize } from 'node:v8'
import { describe, expect, test } from 'vitest'
import { REQUEST_CHANNELS } from '#shared/ipc-bridge'
import { checkRequest } from '../../../src-main/app/check-request'
import { rightArguments } from '../../helpers/bad-requests'
import { refuseRequests } from '../../helpers/refused-requests'

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

describe('a request', () => {
  test('of every channel passes with right arguments, as they arrive from another process', () => {
    for (const channel of REQUEST_CHANNELS) {
      const values = deserialize(serialize(rightArguments(channel))) as readonly unknown[]
      expect(checkRequest(channel, values), channel).toEqual(rightArguments(channel))
    }
  })

  test('may name all runs of a large library', () => {
    const ids = Array.from({ length: 100_000 }, () => ID)
    expect(checkRequest('sharing:delete', [ids])).toEqual([ids])
  })

  test('with anything wrong is refused in a short sentence, at once, however large it is; 250 on all channels', () => {
    for (const { request, sentence, milliseconds } of refuseRequests(250, 7)) {
      const { channel, name } = request
      expect(sentence, `${channel}: ${name}`).toMatch(/^The request [a-z:-]+ was refused: .*[.)]$/)
      expect(sentence?.length, `${channel}: ${name}`).toBeLessThan(600)
      // Generous for a slow core; the long round (test/faults/bad-requests) holds 250 ms.
      expect(milliseconds, `${channel}: ${name}`).toBeLessThan(10_000)
    }
  })

  test.each([
    ['a list', [new Array(1_000_000).fill('..'), { star: true }], /it carries more than 100500 values\.$/],
    ['its first bad item', [[ID, '..', 3], { star: true }], /^.*letters and digits\. \(argument 0\.1\)$/],
    ['a view', [[ID], new Uint8Array(10)], /it carries bytes, which nobody here expects\.$/],
    ['a list in place of an object', [[ID], new Array(90_000)], /an object is expected\. \(argument 1\)$/],
    ['a map', [[ID], new Map()], /it carries a value of the kind Map\.$/],
    ['a large integer', [[ID], 1n], /it carries a bigint\.$/],
    ['a field of every object', [[ID], { valueOf: 1 }], /it carries a field named valueOf\.$/],
  ])('is told what is wrong with %s', (_what, values, sentence) => {
    expect(() => checkRequest('runs:annotate', values)).toThrow(sentence)
  })

  test('with a long text does not get all of it back', () => {
    const check = (): unknown => checkRequest('training:command', [ID, 'x\u202e'.repeat(5000)])
    expect(check).toThrow(/^.{50,400}$/)
    expect(check).not.toThrow('\u202e')
  })
})
