import { expect, test } from 'vitest'
import { makeLibrary } from '../../scripts/make-library.mjs'
import { openLibrary } from '../../src-main/library/library'
import { temporaryFolders } from '../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()

test('invented runs are believed like real ones', async () => {
  const directory = await temporaryFolder()
  makeLibrary(directory, { runs: 200, points: 3 })
  const library = await openLibrary(directory)
  const runs = await library.list()
  expect(runs).toHaveLength(200)
  expect(library.problems).toEqual([])
  expect(runs.filter(({ doubt }) => doubt !== null)).toEqual([])
})
