/**
 * Korean particles that follow the sound before them. A text writes both forms, the one after a final consonant first:
 * `{name}[을/를]`. es-hangul's `josa` reads Hangul and all-capital words; the lab's values end in digits, words such as Adam, and signs as well.
 */

type Ending = 'vowel' | 'consonant' | 'rieul'

const MARK = /\[([가-힣]+)\/([가-힣]*)\]/g

/** How the digits are read: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구. */
const DIGITS: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
]

/** Letters whose names end in a consonant: 엘, 엠, 엔, 알. */
const LETTERS: Readonly<Record<string, Ending>> = { l: 'rieul', m: 'consonant', n: 'consonant', r: 'rieul' }

/** Signs that are read aloud; other signs are silent. */
const SIGNS: Readonly<Record<string, Ending>> = {
  '%': 'vowel', // 퍼센트
  '‰': 'rieul', // 퍼밀
  '°': 'vowel', // 도
  '℃': 'vowel',
  '+': 'vowel', // 플러스
  '&': 'vowel', // 앤드
  α: 'vowel',
  β: 'vowel',
  ε: 'consonant', // 엡실론
}

function hangulEnding(letter: string): Ending {
  const final = (letter.charCodeAt(0) - 0xac00) % 28
  if (final === 0) return 'vowel'
  return final === 8 ? 'rieul' : 'consonant'
}

/** 10^12 to 10^15 end in 조, which has no final consonant; every smaller round number ends in 영, 십, 백, 천, 만 or 억. */
function numberEnding(number: string): Ending {
  const zeros = number.includes('.') ? 0 : (/0*$/.exec(number.replaceAll(',', ''))?.[0].length ?? 0)
  return zeros >= 12 && zeros < 16 ? 'vowel' : (DIGITS[Number(number.at(-1))] ?? 'vowel')
}

/** Abbreviations are spelled out, words are read as Korean writes them: Adam 아담, dropout 드롭아웃, file 파일, step 스텝. */
function latinEnding(word: string): Ending {
  const lower = word.toLowerCase()
  if (word.length === 1 || /[A-Z]$/.test(word)) return LETTERS[lower.at(-1) ?? ''] ?? 'vowel'
  if (/le?$/.test(lower)) return 'rieul'
  if (/(m|n|ng|[aeiou][mn]e)$/.test(lower)) return 'consonant'
  return /(^|[^aeiou])[aeiou](ck|[bckpt])$|out$/.test(lower) ? 'consonant' : 'vowel'
}

/** What is read last: without what stands in brackets behind a word, closing marks and silent signs. */
function spoken(text: string): string {
  const bare = text.normalize('NFC').trimEnd()
  const withoutAside = bare.replace(/(?<=\S)\s*(\([^()]*\)|\[[^[\]]*\])$/, '')
  return withoutAside.replace(/[^\p{L}\p{N}%‰°℃+&]+$/u, '')
}

function endingOf(text: string): Ending {
  const word = spoken(text)
  const last = word.at(-1) ?? ''
  if (/[가-힣]/.test(last)) return hangulEnding(last)
  const number = /[\d.,]*\d$/.exec(word)?.[0]
  if (number !== undefined) return numberEnding(number)
  const latin = /[A-Za-z]+$/.exec(word)?.[0]
  if (latin !== undefined) return latinEnding(latin)
  // Hangul consonants that stand alone are read by their names, 기역 to 히읗.
  if (/[ㄱ-ㅎ]/.test(last)) return last === 'ㄹ' ? 'rieul' : 'consonant'
  return SIGNS[last] ?? 'vowel'
}

/** Replaces every `[은/는]` by the form that the word before it asks for; `[으로/로]` follows ㄹ as it follows a vowel. */
export function resolveParticles(text: string): string {
  return text.replaceAll(MARK, (_, afterConsonant: string, afterVowel: string, at: number) => {
    const ending = endingOf(text.slice(0, at))
    if (ending === 'vowel' || (ending === 'rieul' && afterConsonant.startsWith('으로'))) return afterVowel
    return afterConsonant
  })
}
