import fc from 'fast-check'
import { expect, test } from 'vitest'
import { impersonalText, withoutHome } from '../../../src-main/base/impersonal-text'

const home = '/home/minji'
const names = ['minji', 'minji-laptop']
const data = { path: '/home/minji/.config/our-neural-network', name: 'data' }
const impersonal = (text: string): string => impersonalText(text, [data], { home, names })

test('a sentence for the log says what went wrong, and not with what of whom', () => {
  expect(impersonal('/home/minji/My thesis/grades of Jisoo.csv: It cannot be read.')).toBe(
    '…: It cannot be read.',
  )
  expect(impersonal('The folder /mnt/team/Kim, Lee could not be opened: denied.')).toMatch(
    /^The folder ….*: denied\.$/,
  )
  expect(impersonal(String.raw`C:\Users\minji\a b.csv: It is empty.`)).toBe('…: It is empty.')
  expect(impersonal(String.raw`\\server\share\x.csv: It is empty.`)).toBe('…: It is empty.')
  expect(impersonal('There is no run "mine of Monday" in the library.')).toBe(
    'There is no run "…" in the library.',
  )
  expect(impersonal('Minji on minji-laptop trains it.')).toBe('… on … trains it.')
})

test('files of the lab itself keep their names, which it made', () => {
  expect(
    impersonal('/home/minji/.config/our-neural-network/library/runs/01ABC/record.json: It is cut.'),
  ).toBe('<data>/library/runs/01ABC/record.json: It is cut.')
})

test('an ordinary sentence stays as it is', () => {
  for (const sentence of [
    'The trainer ended unexpectedly.',
    'It carries 3/4 of it.',
    'A loss of 0.25 and/or more.',
  ])
    expect(impersonal(sentence)).toBe(sentence)
})

test('no path of a home gets through, whatever its name is', () => {
  const part = fc.stringMatching(/^[\w .가-힣-]{1,20}$/)
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const told = impersonal(`${home}/${parts.join('/')}: It cannot be read.`)
      expect(told).not.toContain('minji')
      expect(told).not.toContain(home)
    }),
  )
})

test('where a person reads it, the home alone is shortened', () => {
  expect(withoutHome('Library /home/minji/.config/x', { home })).toBe('Library ~/.config/x')
  expect(withoutHome('a/b', { home: '/' })).toBe('a/b')
})
