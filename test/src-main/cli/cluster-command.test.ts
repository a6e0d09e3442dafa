import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClusterChoices, clusterCommand } from '#shared/search/cluster-command'
import { parseArguments } from '../../../src-main/cli/parsed-arguments'
import { slurmChoices } from '../../../src-main/cli/slurm-options'
import { search } from '../../../src-main/cli/verbs/search'

/** The words that a program gets when somebody gives a shell this line. */
function wordsInShell(line: string): readonly string[] {
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
  return printed.split('\0').slice(0, -1)
}

const SAID: ClusterChoices = { host: '', partition: '', time: '', mem: '', account: '', threads: 0 }

it('the command of the window says to lab what was said in the form, whatever is in it', () => {
  const text = fc.stringMatching(/^[^\0\s-][^\0]{0,20}$/u).map((word) => word.trim())
  fc.assert(
    fc.property(text, text, text, text, (file, host, partition, dataset) => {
      const line = clusterCommand(file, dataset, { ...SAID, host, partition, time: '2:00:00', threads: 4 })
      const [lab, verb, ...words] = wordsInShell(line)
      const args = parseArguments(words, search.options)

      expect([lab, verb, ...args.positional]).toEqual(['lab', 'search', file])
      expect(args.text('dataset')).toBe(dataset)
      expect(args.whole('threads', 1, 64)).toBe(4)
      expect(slurmChoices(args)).toEqual({ host, options: [`--partition=${partition}`, '--time=2:00:00'] })
    }),
    { numRuns: 25 },
  )
})

it('what was left empty is left to the cluster', () => {
  expect(clusterCommand('my search.json', null, SAID)).toBe("lab search 'my search.json' --executor slurm")
})
