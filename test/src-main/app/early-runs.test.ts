import { expect, test } from 'vitest'
import { createEarlyRuns } from '../../../src-main/app/early-runs'
import { exampleRun } from '../../helpers/example-runs'

test('who asks while the library is read gets what was read, and what is read after that, until it is open', () => {
  const early = createEarlyRuns()
  const heard: string[] = []
  early.add(exampleRun('a'))
  early.add(exampleRun('b'))
  const end = early.follow((runs) => heard.push(runs.map(({ record }) => record.id).join()))
  early.add(exampleRun('c'))
  end()
  early.add(exampleRun('d'))
  expect(heard).toEqual(['a,b', 'c'])
})
