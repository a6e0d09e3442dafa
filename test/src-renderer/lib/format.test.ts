import { afterEach, describe, expect, it } from 'vitest'
import { formatCount, formatDuration, formatPercent, formatPoints } from '../../../src-renderer/lib/format'
import { i18n } from '../../../src-renderer/locales/i18n'

const plain = (text: string): string => text.replaceAll('\u00A0', ' ')
const speak = (language: 'en' | 'ko'): void => void (document.documentElement.lang = language)

afterEach(() => speak('en'))

describe('numbers in the window', () => {
  it.each([
    [0, '0 s', '0초'],
    [0.44, '0.4 s', '0.4초'],
    [9.94, '9.9 s', '9.9초'],
    [9.96, '10 s', '10초'],
    [59.6, '1 min', '1분'],
    [507, '8 min 27 s', '8분 27초'],
    [3600, '1 h', '1시간'],
    [7530, '2 h 5 min', '2시간 5분'],
    [-3, '0 s', '0초'],
  ])('%d seconds are %s, %s', (seconds, english, korean) => {
    speak('en')
    expect(plain(formatDuration(seconds))).toBe(english)
    speak('ko')
    expect(formatDuration(seconds)).toBe(korean)
  })

  it('have one form: percentages with a space that does not break, counts with commas', () => {
    expect(formatPercent(0.8827)).toBe('88.27\u00A0%')
    expect(formatCount(218_058)).toBe('218,058')
    expect(plain(formatPoints(0.00123))).toBe('+0.12 pp')
    speak('ko')
    expect(formatPoints(-0.02)).toBe('−2.00%p')
  })

  it('have the same form where vue-i18n writes them', () => {
    const { n } = i18n.global
    expect(n(0.8827, 'percentExact')).toBe(formatPercent(0.8827))
    expect(n(0.5, 'percent')).toBe('50.0\u00A0%')
    expect(n(218_058, 'whole')).toBe('218,058')
  })
})
