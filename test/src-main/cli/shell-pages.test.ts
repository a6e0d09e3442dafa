import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { wordsAfterLab } from '../../../src-main/cli/invocation'
import { openVerbs } from '../../../src-main/cli/opened-verbs'
import { VERBS } from '../../../src-main/cli/verbs'
import { labIn } from '../../helpers/lab-in-process'

// These verbs touch no library.
const lab = labIn('nowhere')
const verbs = await openVerbs(VERBS)

async function printed(...words: readonly string[]): Promise<readonly string[]> {
  const { code, lines, notes } = await lab(...words)
  expect(notes).toEqual([])
  expect(code).toBe(0)
  return lines
}

describe('what a package brings to the shell', () => {
  it.each(['bash', 'fish', 'zsh'])('should name every verb and every option for %s', async (shell) => {
    const text = (await printed('completion', shell)).join('\n')
    for (const { name, options } of verbs) {
      expect(text).toMatch(new RegExp(`\\b${name}\\b`))
      for (const option of options) expect(text).toContain(option.name)
    }
  })

  it('should tell every verb, option and note in the manual, as text', async () => {
    const text = (await printed('manual')).join('\n').replaceAll('\\-', '-')
    for (const { name, options, notes = [] } of verbs) {
      expect(text).toContain(`.SS lab ${name}`)
      for (const option of options) expect(text).toContain(`.B --${option.name}`)
      for (const note of notes) expect(text).toContain(note)
    }
  })

  it('should let no sentence of the manual begin as a request of roff', async () => {
    const requests = (await printed('manual')).flatMap((line) => /^[.'](\S*)/.exec(line)?.[1] ?? [])
    expect([...new Set(requests)].sort()).toEqual(['B', 'PP', 'SH', 'SS', 'TH', 'TP', 'br'])
  })

  it('should refuse another shell with the names of those that there are', async () => {
    const { code, notes } = await lab('completion', 'tcsh')
    expect(code).toBe(1)
    expect(notes).toEqual(['lab completion takes the name of a shell: bash, fish, zsh.'])
  })
})

describe.runIf(process.platform === 'linux')('bash itself', () => {
  it('should complete verbs, then the options of each, and nothing of ours for a file', async () => {
    const asked = [['l'], ['lab', 'repl'], ['lab', 'replay', '--'], ['lab', 'replay', 'x'], ['runs.onn', 'x']]
    const questions = asked.map(
      (words) =>
        `COMP_WORDS=(our-neural-network ${words.join(' ')}); COMP_CWORD=${words.length}; _our_neural_network; echo "\${COMPREPLY[*]}"`,
    )
    const script = [...(await printed('completion', 'bash')), ...questions].join('\n')
    const { stdout } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
    const options = verbs.find(({ name }) => name === 'replay')?.options.map(({ name }) => `--${name}`)
    expect(stdout.split('\n')).toEqual(['lab', 'replay', options?.join(' '), '', '', ''])
  })
})

describe('the first word of a package', () => {
  it.each([
    [
      ['lab', 'runs', '--json'],
      ['runs', '--json'],
    ],
    [['--no-sandbox', '--lang=ko', 'lab'], []],
    [
      ['--no-sandbox', 'lab', 'show', 'lab'],
      ['show', 'lab'],
    ],
    [['runs.onn', 'lab'], null],
    [['./lab'], null],
    [['--user-data-dir=lab'], null],
    [[], null],
  ])('should make %j the command %j', (words, expected) => {
    expect(wordsAfterLab(words)).toEqual(expected)
  })
})
