import { describe, expect, test } from 'vitest'
import { type OptionHelp, parseArguments } from '../../../src-main/cli/parsed-arguments'

const OPTIONS: readonly OptionHelp[] = [
  { name: 'seed', value: 'N', text: '' },
  { name: 'name', value: 'AUTHOR', text: '' },
  { name: 'tag', value: 'TAG', text: '', repeated: true },
  { name: 'json', text: '' },
]
const parse = (...args: readonly string[]) => parseArguments(args, OPTIONS)

test('options may stand anywhere, with their value behind them or behind a =', () => {
  const args = parse('one', '--seed', '3', 'two', '--name=Ada = Lovelace', '--json')
  expect(args.positional).toEqual(['one', 'two'])
  expect([args.text('seed'), args.text('name'), args.flag('json')]).toEqual(['3', 'Ada = Lovelace', true])
  const none = parse()
  expect([none.text('seed'), none.all('tag'), none.flag('json')]).toEqual([undefined, [], false])
})

test('a value may be empty, begin with a dash or look like an option', () => {
  expect(parse('--seed', '-1').number('seed')).toBe(-1)
  expect(parse('--seed=-1.5e3').number('seed')).toBe(-1500)
  expect(parse('--name', '--json').text('name')).toBe('--json')
  expect(parse('--name', '--').text('name')).toBe('--')
  expect([parse('--name', '').text('name'), parse('--name=').text('name')]).toEqual(['', ''])
})

test('a repeated option keeps all its values, in order', () => {
  const args = parse('--tag', 'b', '--tag=a', '--tag', 'b')
  expect([args.all('tag'), args.text('tag')]).toEqual([['b', 'a', 'b'], 'b'])
})

test('words with one dash are words, never options', () => {
  expect(parse('-', '-5', '-json', '-s', '3').positional).toEqual(['-', '-5', '-json', '-s', '3'])
})

test('behind -- everything is a word, so that a file may be named --json', () => {
  const args = parse('--', '--json', '--seed=1', '--', '-x')
  expect(args.positional).toEqual(['--json', '--seed=1', '--', '-x'])
  expect([args.flag('json'), args.text('seed')]).toEqual([false, undefined])
  expect(parse('one', '--', 'two').positional).toEqual(['one', 'two'])
})

describe('what is wrong is told in a sentence, the first thing first', () => {
  test.each([
    [['--seeds', '1'], 'There is no option --seeds here; --help tells which there are.'],
    [['--seeds=1', '--json=yes'], 'There is no option --seeds here; --help tells which there are.'],
    [['--__proto__', '1'], 'There is no option --__proto__ here; --help tells which there are.'],
    [['--constructor=1'], 'There is no option --constructor here; --help tells which there are.'],
    [['--no-json'], 'There is no option --no-json here; --help tells which there are.'],
    [['--seed'], '--seed needs a value: N.'],
    [['--json=yes'], '--json takes no value.'],
    [['--json='], '--json takes no value.'],
    [['--json', '--json'], '--json is given twice.'],
    [['--seed', '1', '--seed', '1', '--nothing'], '--seed is given twice.'],
  ])('%j', (args, sentence) => {
    expect(() => parse(...args)).toThrow(sentence)
  })

  test.each(['', ' ', 'one', '1,5', '0x', '--'])('--seed %j is not a number', (text) => {
    expect(() => parse('--seed', text).number('seed')).toThrow(/^--seed is ".*", which is not a number\.$/)
  })

  test.each(['0', '5', '1.5', '-1', 'Infinity'])('--seed %s is not a whole number from 1 to 4', (text) => {
    expect(() => parse('--seed', text).whole('seed', 1, 4)).toThrow(
      `--seed is ${text}, but must be a whole number from 1 to 4.`,
    )
    expect(parse('--seed', '4').whole('seed', 1, 4)).toBe(4)
  })
})
