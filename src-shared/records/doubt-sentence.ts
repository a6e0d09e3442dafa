import { filledText } from '../language/filled-text'
import type { Language } from '../language/language'
import type { DoubtCode, RecordDoubt } from './record-doubt'

const SENTENCES: Readonly<Record<Language, Readonly<Record<DoubtCode, string>>>> = {
  en: {
    accuracy: 'Its test accuracy is {found}, but its predictions give {expected}.',
    changed: 'The record was changed after it was written.',
    data: 'Its network does not fit the data it says it was trained on.',
    date: 'Its start time is given as {found}.',
    end: 'It cannot have ended as “{reason}”: that contradicts its settings and iterations.',
    identity: 'Its identity does not match its settings.',
    iterations: 'It claims {found} of {expected} iterations.',
    kept: 'It cannot have kept the “{found}” weights: its settings produce none.',
    loss: '{field} is {found}, but with its share of wrong answers it is at least {expected}.',
    newer: 'It has settings of a newer version of the lab, so it cannot be checked here.',
    parameters: 'It claims {found} parameters, but its network has {expected}.',
    plan: 'It claims {found} planned iterations, but its settings say {expected}.',
    share: '{field} is {found}, which is not possible with {images} images.',
    told: 'The table it comes from marks it as not trusted: {found}.',
    unnamed: 'It does not say on which data and with which arithmetic it was trained.',
    unsplit: 'It has a validation loss, but no validation images.',
  },
  ko: {
    accuracy: '테스트 정확도가 {found}[이라고/라고] 적혀 있지만, 예측을 세어 보면 {expected}입니다.',
    changed: '기록된 뒤에 내용이 바뀌었습니다.',
    data: '학습에 썼다는 데이터와 네트워크의 크기가 맞지 않습니다.',
    date: '시작 시각이 {found}[으로/로] 적혀 있습니다.',
    end: '종료 이유가 “{reason}”일 수 없습니다. 설정이나 반복 횟수와 맞지 않습니다.',
    identity: '식별값이 설정과 맞지 않습니다.',
    iterations: '{expected}회 중 {found}회를 마쳤다고 적혀 있습니다.',
    kept: '“{found}” 가중치를 남겼을 수 없습니다. 설정에 그런 가중치가 없습니다.',
    loss: '{field} 값이 {found}인데, 오답 비율을 보면 {expected}보다 작을 수 없습니다.',
    newer: '더 새로운 버전의 설정이 있어 여기서는 확인할 수 없습니다.',
    parameters: '매개변수가 {found}개라고 적혀 있지만, 신경망에는 {expected}개가 있습니다.',
    plan: '계획한 반복이 {found}회라고 적혀 있지만, 설정은 {expected}회입니다.',
    share: '{field} 값 {found}[은/는] 이미지 {images}장으로는 나올 수 없습니다.',
    told: '가져온 표에 신뢰할 수 없는 실험으로 적혀 있습니다: {found}.',
    unnamed: '어떤 데이터와 연산 방식으로 학습했는지 적혀 있지 않습니다.',
    unsplit: '검증 이미지가 없는데 검증 손실이 적혀 있습니다.',
  },
}

/** Why a record is not believed, as a sentence. */
export function doubtSentence({ code, values }: RecordDoubt, language: Language): string {
  return filledText(SENTENCES[language][code], values)
}
