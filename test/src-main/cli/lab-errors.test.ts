import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { PRESETS } from '#shared/experiment/presets'
import { VERBS } from '../../../src-main/cli/verbs'
import { labIn } from '../../helpers/lab-in-process'
import { smallSearch } from '../../helpers/small-search'

const folder = mkdtempSync(join(tmpdir(), 'lab-errors-'))
const empty = join(folder, 'empty')
mkdirSync(empty)
afterAll(() => {
  rmSync(folder, { recursive: true, maxRetries: 10, force: true })
})
const lab = labIn(join(folder, 'library'), { programs: folder })
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const [{ experiment }] = PRESETS
const designFile = (name: string, change: object): string =>
  file(name, JSON.stringify({ ...experiment, design: { ...experiment.design, ...change } }))

describe('a mistake is told in one sentence, with a non-zero exit code', () => {
  const text = file('text.json', 'hello')
  const plan = { ...experiment.plan, iterations: 10_000_000, evaluateEvery: 1 }
  const manyEvaluations = file('many-evaluations.json', JSON.stringify({ ...experiment, plan }))
  const search = (name: string, change: object): string =>
    file(name, JSON.stringify({ ...smallSearch(3), ...change }))
  const cases: readonly [readonly string[], RegExp][] = [
    [['search'], /^Say what to search with either a file or --preset ID, or go on with --resume ID\.$/],
    [['search', '--preset', 'no-such'], /^There is no search "no-such"; there are weight-decay, and with /],
    [['search', text], /^Cannot use .*text\.json: it is not complete JSON\.$/],
    [['search', search('a.json', { colour: 1 })], /^Cannot use .*: colour is not a field of a search\.$/],
    [['search', search('b.json', { trials: 1e12 })], /trials is 1000000000000, but must be at most 10000\.$/],
    [
      ['search', search('c.json', { rankBy: 'testAccuracy' })],
      /^Cannot use .*: A search is never ranked by the test images: /,
    ],
    [
      ['search', '--preset', 'weight-decay', '--seeds', '1,x'],
      /seeds\.1 is NaN, but must be a finite number\.$/,
    ],
    [
      ['search', '--preset', 'weight-decay', '--slice', '4/3'],
      /^--slice is "4\/3", but must be a part of all, such as 2\/3\.$/,
    ],
    [
      ['search', '--preset', 'weight-decay', '--parallel', '0'],
      /^--parallel is 0, but must be a whole number from 1 to 64\.$/,
    ],
    [
      ['search', '--resume', 'abcd', '--seed', '1'],
      /^--resume keeps the settings of the search, so --seed cannot /,
    ],
    [
      ['search', search('d.json', { colour: 1, trials: 0, seeds: [] })],
      /^Cannot use .*: trials is 0, but must be at least 1; seeds is empty; colour is not a field of a search\.$/,
    ],
    [
      ['search', '--preset', 'weight-decay', '--executor', 'cloud'],
      /^There is no executor "cloud"; there are local and slurm\.$/,
    ],
    [['search', '--preset', 'weight-decay', '--time', '30'], /^--time is for --executor slurm\.$/],
    [
      ['search', '--preset', 'weight-decay', '--trial', '1'],
      /^--trial is of a search that is there: name it with --resume ID\.$/,
    ],
    [
      ['search', '--resume', '0123456789abcdef', '--trial', '1', '--slice', '1/2'],
      /^--trial trains one trial, so --slice cannot be given with it\.$/,
    ],
    [['search', '--resume', '0123456789abcdef'], /^There is no search 0123456789abcdef in the library\.$/],
    [
      ['export', 'abcd'],
      /^lab export takes ids of runs, --where or --search, and --out FILE; `lab runs` lists the runs\.$/,
    ],
    [['export', 'abcd', '--out', 'a.xyz'], /^The ending of a\.xyz is that of no format; there are .*npz/],
    [['export', 'abcd', '--out', 'a', '--format', 'gif'], /^There is no format "gif"; there are .*npz/],
    [['export', 'abcd', 'efgh', '--out', 'a.npz'], /^A file of the format npz holds one run, not 2\.$/],
    [['open'], /^lab open takes one run file\.$/],
    [['open', text], /^Cannot open text\.json: it is no whole zip\.$/],
    [['swim'], /^There is no verb "swim"; there are train, .*\.$/],
    [
      ['train', '--design', 'onn1:seed=1'],
      /^Cannot use the text after --design: this experiment is cut off: /,
    ],
    [['train'], /^Say what to train with either --preset ID or --design FILE; .*\.$/],
    [['train', '--preset', 'final-network', '--design', text], /^Say what to train with either/],
    [['train', 'final-network'], /^lab train takes options only, not "final-network"\.$/],
    [['train', '--preset', 'nothing'], /^There is no preset "nothing"; there are final-network, .*\.$/],
    [['train', '--preset'], /^--preset needs a value: ID\.$/],
    [['train', '--preset', 'final-network', '--seeds', '1'], /^There is no option --seeds here; .*\.$/],
    [['train', '--preset', 'final-network', '--seed', '1', '--seed', '2'], /^--seed is given twice\.$/],
    [['train', '--preset', 'final-network', '--seed', 'one'], /^--seed is "one", which is not a number\.$/],
    [['train', '--preset', 'final-network', '--seed', '-1'], /plan\.seed is -1, but must be at least 0\.$/],
    [
      ['train', '--preset', 'final-network', '--seed=4294967296'],
      /plan\.seed is 4294967296, but must be at most 4294967295\.$/,
    ],
    [
      ['train', '--preset', 'final-network', '--iterations', '0'],
      /plan\.iterations is 0, but must be at least 1\.$/,
    ],
    [
      ['train', '--preset', 'final-network', '--iterations', '1.5'],
      /plan\.iterations is 1\.5, but must be a whole number\.$/,
    ],
    [
      ['train', '--preset', 'final-network', '--threads', '0'],
      /^--threads is 0, but must be a whole number from 1 to 64\.$/,
    ],
    [
      ['train', '--preset', 'final-network', '--engine', 'quantum'],
      /^There is no engine "quantum"; there are .*\.$/,
    ],
    [
      ['train', '--preset', 'final-network', '--dataset', 'nothing'],
      /^There are no data named "nothing"; there are Fashion-MNIST \(14410854\)\.$/,
    ],
    [
      ['train', '--preset', 'final-network', '--dataset', 'x', '--data', folder],
      /^Say on which data to train/,
    ],
    [
      ['train', '--resume', 'X', '--dataset', 'x'],
      /^--resume keeps the settings of the run, so --dataset cannot/,
    ],
    [['data'], /^lab data takes one of two words: add DIR, or list\.$/],
    [['data', 'add'], /^lab data add takes one folder\.$/],
    [['data', 'add', 'one', 'two'], /^lab data add takes one folder\.$/],
    [
      ['data', 'add', empty],
      /^Cannot use .*: it holds neither IDX files such as .* nor a folder of pictures for each class\.$/,
    ],
    [['data', 'add', join(folder, 'none')], /^Cannot read .*none: it does not exist\.$/],
    [['data', 'add', text], /^Cannot use .*text\.json: it is not a folder\.$/],
    [['data', 'list', 'all'], /^lab data list takes options only, not "all"\.$/],
    [['train', '--preset', 'final-network', '--json=yes'], /^--json takes no value\.$/],
    [
      ['train', '--design', manyEvaluations],
      /plan\.evaluateEvery asks for 10000000 evaluations, .* at most \d+: set it to at least \d+\.$/,
    ],
    [
      ['train', '--preset', 'final-network', '--data', folder],
      /^Cannot read .*train-images-idx3-ubyte\.gz: it does not exist\.$/,
    ],
    [['train', '--design', join(folder, 'none.json')], /^Cannot read .*none\.json: it does not exist\.$/],
    [['train', '--design', folder], /^Cannot read .*: it is a folder, not a file\.$/],
    [['train', '--design', '/dev/zero'], /^Cannot read \/dev\/zero: it is a device, not a file\.$/],
    [['import', '/dev/zero'], /^Cannot read \/dev\/zero: it is a device, not a file\.$/],
    [['train', '--design', text], /^Cannot use .*text\.json: it is not complete JSON\.$/],
    [['train', '--design', file('empty.json', '')], /^Cannot use .*empty\.json: it is empty\.$/],
    [
      ['train', '--design', file('bytes.json', Uint8Array.of(0xff, 0xfe, 0))],
      /^Cannot read .*bytes\.json: it is not UTF-8 text\.$/,
    ],
    [
      ['train', '--design', designFile('negative.json', { hidden: [-5] })],
      /negative\.json: design\.hidden\.0 is -5, but must be at least 1\.$/,
    ],
    [
      ['train', '--design', designFile('huge.json', { hidden: [1e9] })],
      /design\.hidden\.0 is 1000000000, but must be at most 4096\.$/,
    ],
    [
      ['train', '--design', designFile('no-layers.json', { hidden: [null] })],
      /design\.hidden\.0 is null, but must be a number\.$/,
    ],
    [
      ['train', '--design', designFile('typo.json', { activaton: 'relu' })],
      /design\.activaton is not a field of an experiment\.$/,
    ],
    [
      ['train', '--design', designFile('many.json', { hidden: [0, 0, 0] })],
      /: (design\.hidden\.\d is 0, but must be at least 1(; |\.$)){3}$/,
    ],
    [
      ['train', '--preset', 'quick-look', '--library', text],
      /^Cannot use the library .*text\.json: it is a file, not a folder\.$/,
    ],
    [['train', '--resume', 'none'], /^There is no run "none" in the library .*\.$/],
    [
      ['train', '--resume', 'none', '--seed', '3'],
      /^--resume keeps the settings of the run, so --seed cannot be given with it\.$/,
    ],
    [['show'], /^lab show takes one id of a run; .*\.$/],
    [
      ['show', '01HZZZZZZZZZZZZZZZZZZZZZZZ'],
      /^There is no run "01HZZZZZZZZZZZZZZZZZZZZZZZ" in the library .*\.$/,
    ],
    [['show', '../../etc/passwd'], /^There is no run "\.\.\/\.\.\/etc\/passwd" in the library .*\.$/],
    [['report'], /^lab report takes one id of a run; .*\.$/],
    [['report', 'a', '--digits', '-1'], /^--digits is -1, but must be a whole number from 0 to 17\.$/],
    [['report', 'a', '--format', 'pdf'], /^There is no format "pdf"; there are text, csv, md\.$/],
    [['classify', 'abcd'], /^lab classify takes the id of a run and pictures; .*\.$/],
    [['classify'], /^lab classify takes the id of a run and pictures; .*\.$/],
    [['classify', 'abcd', text], /^There is no run "abcd" in the library .*\.$/],
    [['report', 'abcd'], /^There is no run "abcd" in the library .*\.$/],
    [
      ['runs', '--library', join(folder, 'nowhere')],
      /^Cannot use the library .*nowhere: there is no library in that folder\.$/,
    ],
    [['replay', 'a', 'b'], /^lab replay takes one id of a run; .*\.$/],
    [
      ['reproduce', '--only', '5'],
      /^There is no reference row "5"; there are 0, 1, 2, 3, 4, 87, 88, 89, 90, 91, final\.$/,
    ],
  ]
  test.each(cases)('%j', async (words, sentence) => {
    const { code, lines, notes } = await lab(...words)
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatch(sentence)
    expect({ code, lines }).toEqual({ code: 1, lines: [] })
  })
})

test('lab --version tells what decides the numbers', async () => {
  const { code, lines, notes } = await lab('--version')
  expect({ code, notes }).toEqual({ code: 0, notes: [] })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(
    /^lab \d+\.\d+\.\d+ \(engine (native|wasm|reference), arithmetic f32-[a-z-]+-1, Node \d/,
  )
})

test('every verb tells what it does and which options it has', async () => {
  const { code, lines } = await lab('--help')
  expect(code).toBe(0)
  for (const { name, summary, open } of VERBS) {
    const { options } = await open()
    expect(lines.join('\n')).toContain(summary)
    const help = await lab(name, '--help')
    expect(help).toMatchObject({ code: 0, notes: [] })
    for (const option of [...options.map((one) => one.name), 'library', 'json'])
      expect(help.lines.join('\n')).toContain(`--${option}`)
  }
  expect(await lab()).toMatchObject({ code: 1 })
})

test('lab presets lists them, as JSON with their whole experiments', async () => {
  const [line = ''] = (await lab('presets', '--json')).lines
  expect(JSON.parse(line)).toEqual(
    PRESETS.map(({ id, title, experiment: whole }) => ({ id, title, experiment: whole })),
  )
  expect((await lab('presets')).lines).toHaveLength(PRESETS.length)
})

test('an empty library of the app is no mistake', async () => {
  expect(await lab('runs', '--json')).toEqual({ code: 0, lines: ['[]'], notes: [] })
})
