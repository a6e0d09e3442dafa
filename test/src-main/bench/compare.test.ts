import { describe, expect, test } from 'vitest'
import { compareMarks } from '../../../src-main/bench/compare'
import { secondsOfPs, secondsOfStat } from '../../../src-main/bench/processor-seconds'
import { iterationOf } from '../../../src-main/bench/trainee'

describe('two builds are compared by the processor time of their steps', () => {
  test('what was spent before the first mark does not count', () => {
    const ours = [
      { iteration: 100, seconds: 50 },
      { iteration: 200, seconds: 51 },
      { iteration: 300, seconds: 52 },
    ]
    const theirs = [
      { iteration: 110, seconds: 3 },
      { iteration: 210, seconds: 5 },
      { iteration: 310, seconds: 7 },
    ]
    expect(compareMarks(ours, theirs)).toEqual({ ratio: 0.5, range: [0.5, 0.5], milliseconds: [10, 20] })
  })

  test('the range tells how far the parts of the training differ', () => {
    const ours = [
      { iteration: 0, seconds: 0 },
      { iteration: 10, seconds: 5 },
      { iteration: 20, seconds: 20 },
    ]
    const theirs = [
      { iteration: 0, seconds: 0 },
      { iteration: 10, seconds: 10 },
      { iteration: 20, seconds: 20 },
    ]
    expect(compareMarks(ours, theirs)).toEqual({ ratio: 1, range: [0.5, 1.5], milliseconds: [1000, 1000] })
  })

  test('a training that told of one moment alone is too short', () => {
    const marks = [{ iteration: 10, seconds: 1 }]
    expect(() => compareMarks(marks, marks)).toThrow('--iterations')
  })
})

describe('how many steps a line of progress tells', () => {
  test.each([
    ['██░░░░   10 %  43/400  4 s left  loss 0.6520', 43],
    ['███░░░   61 %  245/400', 245],
    ['Evaluating ...', null],
    ['Could not read /home/1/2/x', null],
  ])('%s', (line, iteration) => {
    expect(iterationOf(line)).toBe(iteration)
  })
})

describe('processor seconds of a process', () => {
  test('on Linux, whatever the program is called', () => {
    const name = '(node) 1 2 (x)'
    expect(secondsOfStat(`42 (${name}) R 1 42 42 0 -1 4194304 9 0 0 0 1234 66 0 0 20 0 11 0 99 0 0`)).toBe(13)
  })

  test.each([
    ['  0:07.25\n', 7.25],
    ['12:01.00', 721],
    ['1:00:00.50', 3600.5],
  ])('on macOS: %s', (text, seconds) => {
    expect(secondsOfPs(text)).toBe(seconds)
  })
})
