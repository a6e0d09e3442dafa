import { CARD_IDS, type RunCardData } from '#shared/exports/run-card-data'
import type { Language } from '#shared/language/language'
import { curves } from './card-curves'
import { figures, replay, settings } from './card-facts'
import { type Classify, createClassifier, network } from './card-network'
import { matrix, report } from './card-report'
import { type CardWords, cardWords } from './card-words'
import { element } from './elements'

/** The page of a run card: everything in it comes from the two blocks of data that stand beside it. */

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? ''

function readWeights(): Float32Array {
  const bytes = Uint8Array.from(atob(textOf(CARD_IDS.weights)), (character) => character.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}

const data = JSON.parse(textOf(CARD_IDS.data)) as RunCardData
const classify: Classify | null =
  data.scaling === null ? null : createClassifier(data, data.scaling, readWeights())

const section = (title: string, ...content: readonly HTMLElement[]): HTMLElement =>
  element('section', {}, element('h2', {}, title), ...content)

function header({ language, word }: CardWords): HTMLElement {
  const { record, annotations } = data
  const { design } = record.experiment
  const widths = [design.input, ...design.hidden, design.output].join('-')
  const other = language === 'en' ? 'ko' : 'en'
  const button = element('button', { type: 'button', lang: other }, word('otherLanguage'))
  button.addEventListener('click', () => render(other))
  const facts = [record.author, record.startedAt?.slice(0, 10), data.dataName, ...annotations.tags]
  return element(
    'header',
    {},
    element('h1', {}, annotations.title === '' ? widths : annotations.title),
    element('p', {}, facts.filter((fact) => fact !== undefined && fact !== '').join(' · ')),
    button,
  )
}

function render(language: Language): void {
  const words = cardWords(language, data)
  const { word } = words
  document.documentElement.lang = language
  document.getElementById(CARD_IDS.page)?.replaceChildren(
    header(words),
    section(word('results'), figures(data, words)),
    // Nobody can use a network on paper.
    ...(classify === null
      ? []
      : [
          element(
            'section',
            { class: 'screen' },
            element('h2', {}, word('try')),
            network(data, classify, words),
          ),
        ]),
    ...(data.curves === null ? [] : [section(word('curves'), curves(data.curves, words))]),
    ...(data.report === null
      ? []
      : [
          section(word('matrix'), matrix(data.report, words)),
          section(word('report'), report(data.report, words)),
        ]),
    section(word('settings'), settings(data, words)),
    ...(data.annotations.note === ''
      ? []
      : [section(word('note'), element('p', { class: 'note' }, data.annotations.note))]),
    ...(data.record.identity === null ? [] : [section(word('replay'), replay(data, words))]),
  )
}

/** The language that the address asks for, or else the reader's. */
const asked = location.hash === '' ? navigator.language : location.hash.slice(1)

render(asked.startsWith('ko') ? 'ko' : 'en')
