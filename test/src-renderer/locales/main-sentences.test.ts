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
      '/lab/settings.json: It contains a list, not settings. It was kept as /lab/settings.json.damaged.',
      '/lab/settings.json: 설정이 아니라 목록이 들어 있습니다. 원래 파일은 /lab/settings.json.damaged로 남겨 두었습니다.',
    ],
    [
      'Cannot read /data/train.gz: it has 60 bytes, but at most 50 are allowed.',
      '/data/train.gz를 읽을 수 없습니다: 60바이트입니다. 최대 50바이트까지 읽을 수 있습니다.',
    ],
    [
      'The request training:move was refused: Here integer is expected, not 1.5. (argument 1)',
      'training:move 요청을 처리하지 않았습니다. 여기에는 integer 형식이 와야 합니다. 받은 값: 1.5 (인수 1)',
    ],
    [
      'The request runs:annotate was refused: it carries more than 5 values.',
      'runs:annotate 요청을 처리하지 않았습니다. 값이 5개를 넘습니다.',
    ],
    [
      'Cannot read /d/train.gz: its magic number is 0x00000801, but a file of images begins with 0x00000803.',
      '/d/train.gz를 읽을 수 없습니다: 매직 넘버가 0x00000801입니다. 이미지 파일은 0x00000803으로 시작합니다.',
    ],
    [
      'Cannot read /d/a: it is cut off: 3 labels take 11 bytes, but it has 9.',
      '/d/a를 읽을 수 없습니다: 파일이 중간에 끊겼습니다. 라벨 3개는 11바이트인데 9바이트입니다.',
    ],
    [
      'Cannot use /l/weights: its header claims 900 bytes, more than 100.',
      '/l/weights를 쓸 수 없습니다: 헤더가 900바이트라고 되어 있습니다. 최대 100바이트입니다.',
    ],
    [
      '/q/a.json: It is not a training that waits. Here string is expected, not undefined. (field kind)',
      '/q/a.json: 대기 중인 학습이 아닙니다. 여기에는 string 형식이 와야 합니다. 받은 값: undefined (항목 kind)',
    ],
    [
      'The record of run 01A cannot be used: plan.seed is -1, but must be at least 0.',
      '실험 01A의 기록을 쓸 수 없습니다. plan.seed: 0 이상이어야 하는데 -1입니다.',
    ],
    [
      'The mean before the activation of hidden layer 2 at iteration 40 was 0.5 and is now nothing.',
      '반복 40회의 은닉층 2의 활성화 전 평균: 기록은 0.5, 재현은 없음입니다.',
    ],
    [
      'Cannot use a.npz: its array “w” claims a header of 2147483648 bytes.',
      'a.npz를 쓸 수 없습니다: 배열 “w”: 헤더가 2147483648바이트라고 되어 있습니다.',
    ],
    [
      'Cannot use a.onnx: its operator Gemm takes 9 numbers, but the layer before gives 8.',
      'a.onnx를 쓸 수 없습니다: 연산 Gemm: 숫자 9개를 받는데 앞 층은 8개를 냅니다.',
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
