import { readFileSync } from 'node:fs'
import { ESLint } from 'eslint'
import { expect, it } from 'vitest'

// Where CI is set, the type-aware parser would read the file from the disk instead of the text that it is given.
process.env['TSESTREE_SINGLE_RUN'] = 'false'
const eslint = new ESLint()

/** What lint says about a file with this line at its end; the file itself stays as it is. */
async function complaints(file: string, line: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${readFileSync(file, 'utf8')}\n${line}\n`, { filePath: file })
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? '')
}

it.each([
  ['src-main/cli/verb.ts', "process.stdout.write('x')", 'no-restricted-properties'],
  ['src-main/cli/verb.ts', 'export const { stderr } = process', 'no-restricted-properties'],
  ['src-main/app/first-fault.ts', "console.error('x')", 'no-console'],
  ['src-main/cli/verb.ts', "console.log('x')", 'no-console'],
  [
    'src-main/cli/verb.ts',
    "export { stdout } from 'node:process'",
    '@typescript-eslint/no-restricted-imports',
  ],
])('in %s the line %s is refused: text has one door', async (file, line, rule) => {
  expect(await complaints(file, line)).toEqual([rule])
})
