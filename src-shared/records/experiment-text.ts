import { type Experiment, EXPERIMENT_FORMAT } from '../experiment/experiment'
import { parseExperiment } from '../experiment/experiment-schema'
import type { Field, Fields } from '../experiment/field'
import { missingValue } from '../experiment/field-defaults'
import { DESIGN_FIELDS, PLAN_FIELDS } from '../experiment/fields'
import { isObject, type Members } from '../experiment/plain-object'
import { unknownFields } from '../experiment/unknown-fields'
import { canonicalJson, type JsonValue } from './canonical-json'

/*
 * An experiment as one short line for a chat, such as `onn1:hidden=256,64;activation=selu;...;check=k3f9qa`. Its characters are those
 * that neither chats nor Markdown take for anything of their own.
 */

export type ReadExperiment =
  { readonly ok: true; readonly experiment: Experiment } | { readonly ok: false; readonly reason: string }

type Setting = readonly [path: string, value: JsonValue]

const VERSION = 1
const BEGIN = /onn(\d{1,6}):/
/** Longer than any experiment is as a text. */
const LONGEST = 10_000
const WHOLE = /^([\w.,;=+-]*);check=([0-9a-z]{6})/
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/
// What chats and mail programs break long lines with.
const BREAKS = /[\s\p{Cf}]/gu

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'

/** Six characters (30 bits of FNV-1a) by which a changed or shortened text is seen. */
function checkOf(text: string): string {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  sum ^= sum >>> 15
  return Array.from({ length: 6 }, (_, place) => DIGITS.charAt((sum >>> (5 * place)) & 31)).join('')
}

function isMissingValue(field: Field, value: unknown): boolean {
  const missing = missingValue(field)
  return missing !== undefined && canonicalJson(missing as JsonValue) === canonicalJson(value as JsonValue)
}

/** A field where it is not what a missing one means; of a rule or a group its parts. */
function settingsOf(path: string, field: Field, value: unknown): readonly Setting[] {
  if (isMissingValue(field, value)) return []
  if (!isObject(value)) return [[path, value as JsonValue]]
  if (field.type === 'group') return settingsIn(`${path}.`, field.fields, value)
  const { kind, ...constants } = value
  const row = field.type === 'rule' ? field.rows[String(kind)] : undefined
  return [[`${path}.kind`, String(kind)], ...settingsIn(`${path}.`, row?.constants ?? {}, constants)]
}

function settingsIn(before: string, fields: Fields, values: Members): readonly Setting[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    settingsOf(`${before}${name}`, field, values[name]),
  )
}

/** The experiment as a short text: what is not at the value that a missing field means, in the order of files, and a check. */
export function experimentText(experiment: Experiment): string {
  const understood = parseExperiment(experiment, { unknown: 'keep' })
  if (!understood.ok) throw new Error(understood.problems[0]?.message)
  const settings = [
    ...settingsIn('', DESIGN_FIELDS, experiment.design),
    ...settingsIn('', PLAN_FIELDS, experiment.plan),
  ]
  const text = `onn${VERSION}:${settings.map(([path, value]) => `${path}=${String(value)}`).join(';')}`
  const whole = `${text};check=${checkOf(text)}`
  const again = readExperimentText(whole)
  const lost = again.ok ? unknownFields(experiment, again.experiment)[0] : ''
  if (lost === undefined) return whole
  throw new Error(`A text cannot hold ${lost}, which a newer version of the lab has set. Copy it as JSON.`)
}

/** Whether somebody who pastes this text means an experiment. */
export function holdsExperimentText(text: string): boolean {
  return BEGIN.test(text)
}

function valueOf(field: Field | undefined, text: string): unknown {
  if (field?.type === 'list') return text === '' ? [] : text.split(',').map(Number)
  if (NUMBER.test(text)) return Number(text)
  return text === 'true' || text === 'false' ? text === 'true' : text
}

/** The experiment that the settings say; null where one is there twice. */
function experimentOf(settings: string): unknown {
  const parts = { design: new Map<string, unknown>(), plan: new Map<string, unknown>() }
  for (const setting of settings.split(';')) {
    const [path = '', text = ''] = setting.split('=')
    const [name = '', member] = path.split('.')
    const [part, fields]: [Map<string, unknown>, Fields] = Object.hasOwn(DESIGN_FIELDS, name)
      ? [parts.design, DESIGN_FIELDS]
      : [parts.plan, PLAN_FIELDS]
    const before = part.get(name)
    if (before !== undefined && (!(before instanceof Map) || member === undefined || before.has(member)))
      return null
    if (member === undefined) part.set(name, valueOf(fields[name], text))
    else part.set(name, new Map(before).set(member, valueOf(undefined, text)))
  }
  const plain = (part: Map<string, unknown>): unknown =>
    Object.fromEntries(
      [...part].map(([name, value]) => [name, value instanceof Map ? Object.fromEntries(value) : value]),
    )
  return { format: EXPERIMENT_FORMAT, version: 1, design: plain(parts.design), plan: plain(parts.plan) }
}

/** Reads the first experiment in a text, whatever stands around it and however its lines were broken. */
export function readExperimentText(text: string): ReadExperiment {
  const refused = (reason: string): ReadExperiment => ({ ok: false, reason })
  const begin = BEGIN.exec(text)
  if (begin === null) return refused('This text holds no experiment: one begins with onn1:.')
  const [mark, version] = begin
  if (Number(version) > VERSION)
    return refused(`This experiment has version ${version}: it was made by a newer version of the lab.`)
  const rest = text.slice(begin.index + mark.length, begin.index + LONGEST).replaceAll(BREAKS, '')
  const [, settings, check] = WHOLE.exec(rest) ?? []
  if (settings === undefined)
    return refused('This experiment is cut off: its text ends with check= and six characters.')
  if (check !== checkOf(`${mark}${settings}`))
    return refused('This experiment was changed on its way: its text does not have its check.')
  const value = experimentOf(settings)
  if (value === null) return refused('This experiment says a setting twice.')
  const parsed = parseExperiment(value)
  return parsed.ok ? parsed : refused(parsed.problems.map(({ message }) => message).join(' '))
}
