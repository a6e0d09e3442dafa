import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shellWords } from '#shared/search/shell-words'
import { runOnHost, type RunProgram, runProgram } from '../../../../src-main/search/slurm/run-program'
import { openSlurm } from '../../../../src-main/search/slurm/slurm'
import {
  arrayNames,
  arrayOf,
  indexList,
  indexOfTrial,
  trialOfTask,
} from '../../../../src-main/search/slurm/trial-jobs'
import { trialOptions, trialScript } from '../../../../src-main/search/slurm/trial-script'

const SEARCH = '0123456789abcdef'
const plan = (change: object = {}) => ({
  ...{ folder: '/shared/100 %/jobs', command: ['node', "it's.js", '--trial'], threads: 2, parallel: null },
  options: ['--partition=main'],
  ...change,
})

function answering(text: string) {
  const asked: (readonly string[])[] = []
  const run: RunProgram = async (words) => {
    asked.push(words)
    return text
  }
  return { asked, run }
}

const isPosix = process.platform !== 'win32'

describe.runIf(isPosix)('words for a shell', () => {
  it('arrive as they were, whatever is in them', () => {
    const words = ["it's", '$HOME `id` "x"', 'a\nb', '', '*', '\\', '실험', '-n']
    const { stdout } = spawnSync('/bin/sh', [
      '-c',
      `for word in ${shellWords(words)}; do printf '%s\\0' "$word"; done`,
    ])
    expect(stdout.toString('utf8').split('\0').slice(0, -1)).toEqual(words)
  })

  it('of the script of a trial do, and its number follows from that of the task', () => {
    const script = trialScript(plan({ command: ['printf', '%s|', "it's $HOME"] }), arrayOf(SEARCH, 1234))
    const { stdout } = spawnSync('/bin/sh', [], { input: script, env: { SLURM_ARRAY_TASK_ID: '235' } })
    expect(stdout.toString('utf8')).toBe("it's $HOME|1235|")
  })
})

describe('job arrays', () => {
  it('say by their name and the index which trial is trained', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (trial) => {
        const { name } = arrayOf(SEARCH, trial)
        expect(trialOfTask(name, indexOfTrial(trial))).toBe(trial)
        expect(indexOfTrial(trial)).toBeLessThanOrEqual(1000)
        expect(arrayNames(SEARCH, trial + 1)).toContain(name)
      }),
    )
  })

  it('list their indices as Slurm does, each once', () => {
    expect(indexList([7, 1, 5, 6, 3])).toBe('1,3,5-7')
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (indices) => {
        const listed = indexList(indices)
          .split(',')
          .flatMap((range) => {
            const [first = 0, last = first] = range.split('-').map(Number)
            return Array.from({ length: last - first + 1 }, (_, place) => first + place)
          })
        expect(listed).toEqual(indices.toSorted((left, right) => left - right))
      }),
    )
  })

  it('have a limit where somebody set one, and logs whose folder Slurm does not read as a pattern', () => {
    const options = trialOptions(plan(), arrayOf(SEARCH, 1000), [1000, 1001, 1003])
    expect(options).toContain('--array=1-2,4')
    expect(options).toContain(`--job-name=lab-${SEARCH}-1000`)
    expect(options).toContain('--output=/shared/100 %%/jobs/1000+%a.log')
    expect(options.at(-1)).toBe('--partition=main')
    expect(trialOptions(plan({ parallel: 3 }), arrayOf(SEARCH, 0), [0])).toContain('--array=1%3')
  })
})

describe('the commands of Slurm', () => {
  it('are read as they answer', async () => {
    const { run, asked } = answering('12|4|RUNNING|None|lab-x-0\n12|N/A|PENDING|Priority|other\n\n')
    expect(await openSlurm(run).jobs(['lab-x-0'])).toEqual([
      { array: '12', index: 4, name: 'lab-x-0', state: 'RUNNING', reason: 'None' },
    ])
    expect(asked[0]).toContain('--name=lab-x-0')
    expect(await openSlurm(answering('12;cluster\n').run).submit([], '')).toBe('12')
    expect(await openSlurm(answering('CANCELLED by 1000|\n').run).endOf({ array: '1', index: 1 })).toBe(
      'CANCELLED',
    )
    expect(await openSlurm(answering('\n').run).endOf({ array: '1', index: 1 })).toBeNull()
  })

  it('cancel the tasks of several arrays at once', async () => {
    const { run, asked } = answering('')
    const job = { name: '', state: 'RUNNING', reason: '' }
    const jobs = [1, 2, 3, 7].map((index) => ({ ...job, array: index < 7 ? '12' : '13', index }))
    await openSlurm(run).cancel(jobs)
    await openSlurm(run).cancel([])
    expect(asked).toEqual([['scancel', '12_[1-3]', '13_[7]']])
  })

  it('run on another computer through ssh, where a shell takes their words', async () => {
    const { run, asked } = answering('')
    await runOnHost('login.example', run)(['squeue', '--format=%F|%K'])
    expect(asked[0]?.slice(-2)).toEqual(['login.example', "squeue '--format=%F|%K'"])
    expect(asked[0]?.slice(0, 3)).toEqual(['ssh', '-o', 'BatchMode=yes'])
  })

  it.runIf(isPosix)('tell why they failed', async () => {
    expect(await runProgram(['cat'], 'a script')).toBe('a script')
    await expect(runProgram(['no-such-program'])).rejects.toThrow(
      'there is no no-such-program on this computer',
    )
    await expect(runProgram(['sh', '-c', 'echo "error: no way" >&2; exit 3'])).rejects.toThrow(
      /^error: no way$/,
    )
    await expect(runProgram(['sh', '-c', 'exit 3'])).rejects.toThrow('sh ended with exit code 3')
  })
})
