import { expect, it } from 'vitest'
import type { RunCardData } from '#shared/exports/run-card-data'
import { figures, settings } from '../../../src-renderer/card/card-facts'
import { cardWords } from '../../../src-renderer/card/card-words'
import { exampleRun } from '../../helpers/example-runs'

const { record, annotations } = exampleRun('01ARZ3NDEKTSV4RRFFQ69G5FAV')
const data: RunCardData = {
  ...{ record, annotations, isImported: false, text: null, side: 28, classNames: [], isFashionMnist: true },
  ...{ dataName: 'Fashion-MNIST', report: null, curves: null, scaling: null },
}
const names = (element: HTMLElement): readonly (string | null)[] =>
  [...element.querySelectorAll('dt')].map(({ textContent }) => textContent)

it('a card names every setting as the form does, in both languages', () => {
  const [english, korean] = (['en', 'ko'] as const).map((language) =>
    settings(data, cardWords(language, data)),
  )
  expect(english?.textContent).toContain('Hidden layers256 · 64')
  expect(english?.textContent).toContain('OptimizerMomentum')
  expect(korean?.textContent).not.toMatch(/design\.|plan\.|Hidden/)
  expect(names(korean ?? new HTMLElement())).toHaveLength(names(english ?? new HTMLElement()).length)
})

it('a card of what came from elsewhere says nothing of a training that nobody knows', () => {
  const imported = { ...data, isImported: true }
  const words = cardWords('en', imported)
  expect(names(settings(imported, words))).toEqual(['Hidden layers', 'Activation', 'Batch normalization'])
  expect(names(figures(data, words))).toContain('Iterations')
  expect(names(figures(imported, words))).not.toContain('Iterations')
})
