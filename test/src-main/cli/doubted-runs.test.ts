import { cp, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runLab } from '../../../src-main/cli/run-lab'
import { temporaryFolders } from '../../helpers/temporary-folder'

const temporaryFolder = temporaryFolders()
const OWN = '01M8A9C7T2AGYNXMET6PY0JM0H'

async function lab(library: string, ...words: readonly string[]) {
  const lines: string[] = []
  const notes: string[] = []
  const output = {
    line: (text: string) => lines.push(text),
    note: (text: string) => notes.push(text),
    progress: () => undefined,
  }
  const code = await runLab([...words, '--library', library], {
    output,
    programs: 'out/main',
    data: 'resources/fashion-mnist',
    library,
  })
  return { code, lines, notes }
}

test('a run that lies is said to, and does not lead the table', async () => {
  const library = await temporaryFolder()
  await cp('test/fixtures/library/v1', library, { recursive: true })
  const path = join(library, 'runs', OWN, 'record.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"testAccuracy": 0.1009', '"testAccuracy": 0.9999'))
  const { lines, notes } = await lab(library, 'runs', '--sort', 'test_acc')
  expect(lines[1]).not.toContain(OWN)
  expect(lines.at(-1)).toMatch(new RegExp(`^${OWN} .*completed \\(not believed\\)`))
  expect(notes).toEqual([
    `Run ${OWN} is not ranked: Its test accuracy is 0.9999, but its predictions give 0.1009.`,
  ])
  const shown = await lab(library, 'show', OWN)
  expect(shown.lines).toContain('not believed: Its test accuracy is 0.9999, but its predictions give 0.1009.')
})

test('a name that no record could hold is refused before anything is trained', async () => {
  const library = await temporaryFolder()
  const { code, notes } = await lab(library, 'train', '--preset', 'final-network', '--name', 'x'.repeat(5000))
  expect(code).toBe(1)
  expect(notes.at(-1)).toMatch(
    /could not be recorded: author has 5000 characters, but at most 200 are allowed\.$/,
  )
  expect(existsSync(join(library, 'runs', 'anything'))).toBe(false)
  expect((await lab(library, 'runs')).lines).toEqual([`There are no runs in the library ${library}.`])
})

test.each([
  ['--title', 1001, /title has 1001 characters, but at most 1000/],
  ['--note', 20_001, /note has 20001 characters, but at most 20000/],
  ['--tag', 201, /201 characters, but at most 200/],
])('a %s that is too long is refused, and nothing is noted', async (option, length, reason) => {
  const library = await temporaryFolder()
  await cp('test/fixtures/library/v1', library, { recursive: true })
  const { code, notes } = await lab(library, 'note', OWN, option, 'x'.repeat(length))
  expect(code).toBe(1)
  expect(notes.at(-1)).toMatch(reason)
})
