import { describe, expect, it } from 'vitest'

// As text, so that keys are looked at nowhere: only values have a colon and a quotation mark before them.
const files = import.meta.glob<string>('../../../src-renderer/locales/**/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** Values of all files whose path holds this text. */
function values(part: string): readonly string[] {
  return Object.entries(files)
    .filter(([path]) => path.includes(part))
    .flatMap(([, text]) =>
      [...text.matchAll(/: ("(?:[^"\\]|\\.)*")/g)].map(([, value]) => JSON.parse(value ?? '""') as string),
    )
}

const english = values('/en/')
const korean = [...values('/ko/'), ...values('main-sentences')]
const main = Object.values(
  import.meta.glob<string>('../../../src-{main,shared}/**/*.ts', {
    eager: true,
    query: '?raw',
    import: 'default',
  }),
)

/** Words that readers stumbled over; what stands there instead is in the locales. */
const STRANGE_ENGLISH = [
  /\bMend\b/,
  /\bwants? /,
  /This very run/,
  /instead$/,
  /nothing but the seed/,
  /\blike runs\b/,
  /\bnear runs\b/,
  /to expect/,
  /workload alone/,
  /learning bears/,
  /Drawn from/,
  /^Share of the (?:rise|tail|warm-up)/,
  /waits in the queue/,
  /What learns now/,
  /\b[Tt]icked\b|\b[Uu]ntick|\bTick\b/,
  /Filter columns/,
  /No groups/,
  /(?:With|Without) archived/,
  /partial runs?/,
  /what came out/,
  /the network says/,
  /The way to/,
  /28 x 28|\} x \{/,
  /Threads that/,
  /Like the system/,
  /May stay empty|Stands in/,
  /\bcovered\b|\bsealed\b|^Look$|Looking is/,
  /in step\b/,
  /At work|still to come/,
  /is away/,
  /[Ss]till arriving/,
  /to be had/,
  /Nobody answers/,
  /team-mate/i,
]

const STRANGE_KOREAN = [
  /실행/,
  /학습률 일정/,
  /기울기 자르기/,
  /레이블/,
  /초기값 분포/,
  /산술/,
  /너무 작습니다\. \{limit\}/,
  /유한한 수/,
  /굶/,
  /옵티마이저 상수/,
  /^계속$/,
  /멈추고 저장/,
  /순위에$/,
  /묶지 않음/,
  /처음대로/,
  /두 번 눌러/,
  /다른 것만/,
  /부드럽게/,
  /설계로 복제/,
  /신경망의 판단/,
  /되기까지/,
  /28 x 28|\} x \{/,
  /맞춰짐|맞춰지지/,
  /사람들/,
  /(?:^|[^가-힣])랩(?:[은는이가의을를]|$|[^가-힣])/,
  /할 일이 없습니다|온전/,
  /봉인|가려 두기/,
  /이미지 수가 모자/,
]

/** Both forms of a particle, one of them in parentheses. */
const BOTH_PARTICLES =
  /[은는이가을를와과](?:\([은는이가을를와과]\))|\((?:으|이)\)[가-힣]|[은이을]\/[는가를]|[와과]\/[과와](?!\])/

describe('the words of the window', () => {
  it('are there', () => {
    expect(english.length).toBeGreaterThan(500)
    expect(korean.length).toBeGreaterThan(english.length)
    expect(main.length).toBeGreaterThan(200)
  })

  it.each(STRANGE_ENGLISH)('are English that people say, without %s', (strange) => {
    expect(english.filter((text) => strange.test(text))).toEqual([])
  })

  it.each(STRANGE_KOREAN)('are Korean that people say, without %s', (strange) => {
    expect(korean.filter((text) => strange.test(text))).toEqual([])
  })

  it('have particles that follow the word before them, in place of both forms', () => {
    const marked = /\[[가-힣]+\/[가-힣]*\]/g
    expect(korean.filter((text) => BOTH_PARTICLES.test(text.replaceAll(marked, '')))).toEqual([])
    expect(main.filter((text) => /[은는이가을를와과]\([은는이가을를와과]\)|\(으\)로/.test(text))).toEqual([])
  })

  it('mark no particle behind a word that is fixed', () => {
    expect(korean.filter((text) => /[가-힣]\[[가-힣]+\/[가-힣]*\]/.test(text))).toEqual([])
  })

  it('write no fixed particle behind a value where it depends on the value', () => {
    expect(korean.filter((text) => /\}(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])/.test(text))).toEqual([])
  })
})
