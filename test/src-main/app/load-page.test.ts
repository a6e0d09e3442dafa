import { expect, test } from 'vitest'
import { loadPage } from '../../../src-main/app/load-page'

/** A page whose loads fail with these reasons, one after the other, and whose person gives these answers. */
async function scene(reasons: readonly string[], answers: readonly boolean[] = []) {
  const told: string[] = []
  let loads = 0
  await loadPage({
    load: async () => {
      loads += 1
      const reason = reasons[loads - 1]
      if (reason !== undefined) throw new Error(reason)
    },
    askAgain: async (reason) => {
      told.push(reason)
      return answers[told.length - 1] ?? false
    },
    pause: 0,
  })
  return { loads, told }
}

const FAILED = 'ERR_FAILED (-2) loading app://lab/index.html'

test('a page that fails once is loaded again without a word', async () => {
  expect(await scene([FAILED])).toEqual({ loads: 2, told: [] })
})

test('one that goes on failing is told, and tried again as often as the person wants', async () => {
  const failures = Array.from({ length: 7 }, () => FAILED)
  expect(await scene(failures, [true, true])).toEqual({ loads: 8, told: [FAILED, FAILED] })
  expect(await scene(failures, [false])).toEqual({ loads: 3, told: [FAILED] })
})

test('a load whose place another one took is left alone', async () => {
  expect(await scene(['ERR_ABORTED (-3) loading app://lab/index.html'])).toEqual({ loads: 1, told: [] })
})
