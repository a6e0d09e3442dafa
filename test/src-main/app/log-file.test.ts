import { readdir, readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLogFile } from '../../../src-main/app/log-file'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()

test('the log tells what happened and when, a line each, the newest last', async () => {
  const folder = join(await temporaryFolder(), 'logs')
  const log = openLogFile(folder, [])
  expect(await log.lastLines(5)).toEqual([])
  log.note('first')
  log.fault('second\nnot a line of its own')
  const [first = '', second = '', ...more] = await log.lastLines(5)
  expect(first).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z info first$/)
  expect(second).toMatch(/ error second.not a line of its own$/u)
  expect(more).toEqual([])
  expect(await log.lastLines(1)).toEqual([second])
})

test('the log holds no place of the home and nothing that is quoted', async () => {
  const folder = await temporaryFolder()
  const log = openLogFile(folder, [{ path: folder, name: 'data' }])
  log.fault(`${homedir()}/grades.csv: There is no column "Jisoo". See ${folder}/library/library.json.`)
  const text = await readFile(join(folder, 'main.log'), 'utf8')
  expect(text).not.toContain(homedir())
  expect(text).not.toMatch(/grades|Jisoo/)
  expect(text).toContain('<data>/library/library.json')
})

test('the log never grows past its size: the older half is one file, and what is before it is gone', async () => {
  const folder = await temporaryFolder()
  const log = openLogFile(folder, [])
  const line = 'x'.repeat(64 * 1024)
  for (let written = 0; written < 30; written += 1) log.note(`${written} ${line}`)
  log.note('the end')
  expect((await readdir(folder)).toSorted()).toEqual(['main.log', 'main.old.log'])
  for (const name of await readdir(folder))
    expect((await stat(join(folder, name))).size).toBeLessThan(640 * 1024)
  expect((await log.lastLines(1))[0]).toMatch(/the end$/)
})
