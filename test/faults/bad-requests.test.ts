import { expect, test } from 'vitest'
import { refuseRequests } from '../helpers/refused-requests'

const ROUNDS = 2_500
const MOST_MILLISECONDS = 250

test('2,500 bad requests over all channels are refused, none taking main longer than 250 ms', () => {
  const all = refuseRequests(ROUNDS, 20_260_101)
  const describe = ({ request, milliseconds }: (typeof all)[number]): string =>
    `${request.channel}: ${request.name}, ${milliseconds.toFixed(0)} ms`
  expect(all).toHaveLength(ROUNDS)
  expect(all.filter(({ sentence }) => sentence === null).map(describe)).toEqual([])
  expect(all.filter(({ milliseconds }) => milliseconds > MOST_MILLISECONDS).map(describe)).toEqual([])
  const slowest = [...all].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 3)
  process.stdout.write(`${ROUNDS} bad requests; the slowest: ${slowest.map(describe).join('; ')}\n`)
}, 1_800_000)
