import { describe, expect, it } from 'vitest'
import { resolveParticles } from '#shared/language/korean-particles'

function forms(word: string): string {
  return ['은/는', '이/가', '을/를', '과/와', '으로/로']
    .map((pair) => resolveParticles(`${word}[${pair}]`).slice(word.length))
    .join(' ')
}

const VOWEL = '는 가 를 와 로'
const CONSONANT = '은 이 을 과 으로'
const RIEUL = '은 이 을 과 로'

describe('Korean particles', () => {
  it.each([
    ['학습', CONSONANT],
    ['실험', CONSONANT],
    ['데이터', VOWEL],
    ['파일', RIEUL],
    ['스케줄', RIEUL],
    // A name that macOS wrote: the same syllables, decomposed.
    ['실험'.normalize('NFD'), CONSONANT],
    ['ㅋㅋ', CONSONANT],
  ])('after Hangul %s: %s', (word, expected) => expect(forms(word)).toBe(expected))

  it.each([
    ['0', CONSONANT],
    ['1', RIEUL],
    ['2', VOWEL],
    ['3', CONSONANT],
    ['4', VOWEL],
    ['5', VOWEL],
    ['6', CONSONANT],
    ['7', RIEUL],
    ['8', RIEUL],
    ['9', VOWEL],
    ['10', CONSONANT],
    ['60,000', CONSONANT],
    ['1,000,000,000,000', VOWEL],
    ['0.001', RIEUL],
    ['-5', VOWEL],
    ['1e-4', VOWEL],
  ])('after the number %s as it is read aloud: %s', (word, expected) => expect(forms(word)).toBe(expected))

  it.each([
    ['SELU', VOWEL],
    ['CSV', VOWEL],
    ['JSON', CONSONANT],
    ['HTML', RIEUL],
    ['SGD', VOWEL],
    ['Adam', CONSONANT],
    ['AdamW', VOWEL],
    ['RMSprop', CONSONANT],
    ['AdaGrad', VOWEL],
    ['Momentum', CONSONANT],
    ['LeCun', CONSONANT],
    ['He', VOWEL],
    ['dropout', CONSONANT],
    ['model', RIEUL],
    ['file', RIEUL],
    ['cosine', CONSONANT],
    ['learning', CONSONANT],
    ['batch', VOWEL],
  ])('after the Latin word %s: %s', (word, expected) => expect(forms(word)).toBe(expected))

  it.each([
    ['92.4%', VOWEL],
    ['“실험”', CONSONANT],
    ['‘데이터’', VOWEL],
    ['[파일]', RIEUL],
    ['실험 (A)', CONSONANT],
    ['my model (2)', RIEUL],
    ['(3)', CONSONANT],
    ['…', VOWEL],
    ['', VOWEL],
  ])('after %s they follow the word inside or before the marks: %s', (word, expected) =>
    expect(forms(word)).toBe(expected),
  )

  it('resolves several in one sentence, each by its own word, and leaves other brackets alone', () => {
    expect(resolveParticles('실험 3[과/와] 실험 4[을/를] 비교합니다 [참고].')).toBe(
      '실험 3과 실험 4를 비교합니다 [참고].',
    )
    expect(resolveParticles('0.1[이어야/여야] 하고 값은 5[이/]라고')).toBe('0.1이어야 하고 값은 5라고')
  })
})
