import { type Activation, ACTIVATIONS } from '#shared/experiment/experiment'
import { NORMALIZATION_EPSILON } from '#shared/network/batch-normalization'
import { parseJson } from '#shared/records/safe-json'
import { quoted } from '../base/quoted'
import type { Model, PixelScaling } from './model'

const MODEL_FORMAT = 'our-neural-network/model'
const MODEL_VERSION = '1'

/** Texts that stand in a file of a model, by their names: what tensors alone do not say. */
export type ModelTexts = Readonly<Record<string, string>>

/** What a file of a model says in words; docs/formats.md lists the names. */
export function modelTexts({ design, scaling, classNames, origin }: Model): ModelTexts {
  return {
    format: MODEL_FORMAT,
    version: MODEL_VERSION,
    activation: design.activation,
    ...(design.batchNormalization ? { normalization_epsilon: String(NORMALIZATION_EPSILON) } : {}),
    side: String(Math.sqrt(design.input)),
    pixel_mean: String(scaling.mean),
    pixel_divisor: String(scaling.divisor),
    classes: JSON.stringify(classNames),
    ...origin,
  }
}

/** What texts say of a model; undefined where they do not. */
export interface ToldByTexts {
  readonly activation: Activation | undefined
  readonly scaling: PixelScaling | undefined
  readonly classNames: readonly string[] | undefined
  /** What batch normalization adds to a variance. */
  readonly normalizationEpsilon: number
}

function activationOf(text: string | undefined): Activation | undefined {
  if (text === undefined) return undefined
  const activation = ACTIVATIONS.find((known) => known === text)
  if (activation === undefined)
    throw new Error(`its activation ${quoted(text)} is none of ${ACTIVATIONS.join(', ')}`)
  return activation
}

function numberOf(texts: ModelTexts, name: string, missing: number): number {
  const text = texts[name]
  const value = text === undefined ? missing : text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value)) throw new Error(`its ${name} ${quoted(text)} is not a number`)
  return value
}

function scalingOf(texts: ModelTexts): PixelScaling | undefined {
  if (texts['pixel_mean'] === undefined && texts['pixel_divisor'] === undefined) return undefined
  const [mean, divisor] = [numberOf(texts, 'pixel_mean', 0), numberOf(texts, 'pixel_divisor', 1)]
  if (divisor === 0) throw new Error('its pixel_divisor is 0')
  return { mean, divisor }
}

function classNamesOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  const json = parseJson(text)
  const names = json.ok && Array.isArray(json.value) ? (json.value as readonly unknown[]) : []
  if (names.length === 0 || !names.every((name): name is string => typeof name === 'string'))
    throw new Error('its classes are not a JSON list of names')
  return names
}

/** Reads what texts say; throws the end of a sentence where they say what cannot be. */
export function readTexts(texts: ModelTexts): ToldByTexts {
  if (texts['format'] === MODEL_FORMAT && texts['version'] !== MODEL_VERSION)
    throw new Error(`it was made by a newer version of the lab (format ${texts['version']})`)
  return {
    activation: activationOf(texts['activation']),
    scaling: scalingOf(texts),
    classNames: classNamesOf(texts['classes']),
    normalizationEpsilon: numberOf(texts, 'normalization_epsilon', NORMALIZATION_EPSILON),
  }
}
