import { describe, expect, it } from 'vitest'
import { koreanSentence } from '../../../src-renderer/locales/main-sentences'
import words from '../../../src-renderer/locales/main-sentences.json'

const sources = Object.values(
  import.meta.glob<string>(
    ['../../../src-main/**/*.ts', '../../../src-shared/**/*.ts', '../../../src-renderer/stores/*.ts'],
    { eager: true, query: '?raw', import: 'default' },
  ),
)
  // What a template puts in, and an apostrophe that is escaped, are written the same in both.
  .map((text) => text.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '{}').replaceAll(String.raw`\'`, "'"))
  .join('\n')

const texts: readonly (readonly [string, string])[] = [
  words.sentences,
  ...Object.values(words.fragments),
].flatMap((group) => Object.entries<string>(group))

const names = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].toSorted()

describe('sentences of main in Korean', () => {
  it('are those that main still says', () => {
    const gone = texts.filter(([english]) => !sources.includes(english.replaceAll(/\{\w+\}/g, '{}')))
    expect(gone).toEqual([])
  })

  it('have no value that the English sentence has not, and are Korean', () => {
    const strange = texts.filter(
      ([english, korean]) =>
        names(korean).some((name) => !names(english).includes(name)) ||
        (english !== '{path}: {rest}' && !/[가-힣]/.test(korean.replaceAll(/\{\w+\}/g, ''))),
    )
    expect(strange).toEqual([])
  })

  it.each([
    [
      'Cannot write /home/a/실험: the disk is full.',
      '/home/a/실험을 쓸 수 없습니다: 디스크가 가득 찼습니다.',
    ],
    [
      'Cannot move to the trash C:\\runs\\a: another program is using it.',
      'C:\\runs\\a를 휴지통으로 옮길 수 없습니다: 다른 프로그램이 사용 중입니다.',
    ],
    [
      'Run 01ARZ3 cannot be resumed, and stays as it is. The checkpoint is damaged: it is cut off.',
      '실험 01ARZ3을 이어서 학습할 수 없어 그대로 둡니다. 체크포인트가 손상되었습니다. 끝부분이 없습니다.',
    ],
    ['test_acc is “many”, which is not a number.', 'test_acc 열: “many”는 숫자가 아닙니다.'],
    ['time is empty.', 'time 열: 비어 있습니다.'],
    [
      'test_acc is “0,5”, but the numbers of the file have decimal points.',
      'test_acc 열: “0,5”: 이 파일의 소수점은 점입니다.',
    ],
    [
      'learning_rate is “1,234”, which can be 1.234 or 1234: no number of the file tells its decimal mark.',
      'learning_rate 열: “1,234”: 1.234 또는 1234로 읽을 수 있는데, 파일의 어떤 숫자로도 소수점을 알 수 없습니다.',
    ],
    ['The file is empty.', '빈 파일입니다.'],
    [
      '/lab/settings.json: It holds a list, not settings. It was kept as /lab/settings.json.damaged.',
      '/lab/settings.json: 설정이 아니라 목록이 들어 있습니다. 원래 파일은 /lab/settings.json.damaged로 남겨 두었습니다.',
    ],
    [
      'Cannot read /data/train.gz: it has 60 bytes, but at most 50 are allowed.',
      '/data/train.gz를 읽을 수 없습니다: 60바이트입니다. 최대 50바이트까지 읽을 수 있습니다.',
    ],
    ['There is no column named “acc”.', '“acc” 열이 없습니다.'],
    ['The test accuracy was 0.9 and is now 0.91.', '테스트 정확도: 기록은 0.9, 재현은 0.91입니다.'],
  ])('%s', (english, korean) => expect(koreanSentence(english)).toBe(korean))

  it('a sentence that is not known stays as it is, however long', () => {
    expect(koreanSentence('Something else went wrong.')).toBe('Something else went wrong.')
    expect(koreanSentence('')).toBe('')
    const long = `Cannot read ${'a: '.repeat(5000)}`
    expect(koreanSentence(long)).toBe(long)
  })
})
