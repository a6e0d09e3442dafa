import type { BaseIssue } from 'valibot'

/** What can be wrong with a field; the window has a sentence of its own for each. */
export const PROBLEM_CODES = [
  'missing',
  'unknown-field',
  'wrong-type',
  'must-be',
  'not-one-of',
  'not-whole',
  'not-finite',
  'too-small',
  'too-large',
  'must-be-above',
  'must-be-below',
  'too-many-layers',
  'too-long',
  'too-many-parameters',
  'too-much-memory',
  'rise-and-tail-too-long',
  'early-stopping-needs-validation',
  'too-many-evaluations',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** One fault of an experiment: where, what, and the same as an English sentence. */
export interface ExperimentProblem {
  /** Such as `plan.optimizer.beta1` or `design.hidden.2`; empty for the whole. */
  readonly path: string
  readonly code: ProblemCode
  /** What a sentence needs: always `field` and `value`, and `limit`, `allowed` or `expected` where the code has one. */
  readonly values: Readonly<Record<string, string | number>>
  readonly message: string
}

const SENTENCES: Readonly<
  Record<ProblemCode, (values: Readonly<Record<string, string | number>>) => string>
> = {
  missing: ({ field }) => `${field} is missing.`,
  'unknown-field': ({ field }) => `${field} is not a field of an experiment.`,
  'wrong-type': ({ field, value, expected }) => `${field} is ${value}, but must be ${expected}.`,
  'must-be': ({ field, value, allowed }) => `${field} is ${value}, but must be ${allowed}.`,
  'not-one-of': ({ field, value, allowed }) => `${field} is ${value}, but must be one of ${allowed}.`,
  'not-whole': ({ field, value }) => `${field} is ${value}, but must be a whole number.`,
  'not-finite': ({ field, value }) => `${field} is ${value}, but must be a finite number.`,
  'too-small': ({ field, value, limit }) => `${field} is ${value}, but must be at least ${limit}.`,
  'too-large': ({ field, value, limit }) => `${field} is ${value}, but must be at most ${limit}.`,
  'must-be-above': ({ field, value, limit }) => `${field} is ${value}, but must be above ${limit}.`,
  'must-be-below': ({ field, value, limit }) => `${field} is ${value}, but must be below ${limit}.`,
  'too-many-layers': ({ field, value, limit }) =>
    `${field} has ${value} layers, but at most ${limit} are allowed.`,
  'too-long': ({ field, value, limit }) => `${field} has ${value}, but at most ${limit} are allowed.`,
  'too-many-parameters': ({ value, limit }) =>
    `The network has ${value} parameters, but at most ${limit} are allowed: make its layers narrower.`,
  'too-much-memory': ({ value, limit }) =>
    `Training needs about ${value} bytes of memory, but at most ${limit} can be used: make the batch or the layers smaller.`,
  'rise-and-tail-too-long': ({ value }) =>
    `plan.schedule.up and plan.schedule.tail are ${value} together, but must be at most 1.`,
  'early-stopping-needs-validation': () =>
    'plan.earlyStopping needs a validation share: plan.validationShare is 0, but must be above 0.',
  'too-many-evaluations': ({ field, value, limit, every }) =>
    `${field} asks for ${value} evaluations, but the curves of this network hold at most ${limit}: set it to at least ${every}.`,
}

const EXPECTED: Readonly<Record<string, string>> = {
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}
const CODES: Readonly<Record<string, ProblemCode>> = {
  integer: 'not-whole',
  finite: 'not-finite',
  min_value: 'too-small',
  max_value: 'too-large',
  gt_value: 'must-be-above',
  lt_value: 'must-be-below',
  max_length: 'too-many-layers',
  variant: 'not-one-of',
  picklist: 'not-one-of',
  literal: 'must-be',
}
const LONGEST_VALUE = 60

/** A value as a sentence shows it: short, and never with its inside spread out. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value)
}

/** Puts one problem into words. */
export function experimentProblem(
  path: string,
  code: ProblemCode,
  values: Readonly<Record<string, string | number>> = {},
): ExperimentProblem {
  const complete = { field: path === '' ? 'The experiment' : path, value: '', ...values }
  return { path, code, values: complete, message: SENTENCES[code](complete) }
}

function codeOf(issue: BaseIssue<unknown>): ProblemCode {
  const isOfLayers = issue.path?.at(-1)?.key === 'hidden'
  if (issue.type === 'max_length' && !isOfLayers) return 'too-long'
  if (issue.received === 'undefined') return 'missing'
  if (Number.isNaN(issue.input)) return 'not-finite'
  return CODES[issue.type] ?? 'wrong-type'
}

/** The schema library's `("a" | "b")` as a list for people. */
function allowedBy(issue: BaseIssue<unknown>): string {
  const names = (issue.expected ?? '')
    .replace(/^\(|\)$/g, '')
    .replaceAll('"', '')
    .split(' | ')
  return names.join(', ')
}

/** How long a list or text is that is too long. */
function sizeOf(code: ProblemCode, input: unknown): string | null {
  if (code === 'too-many-layers' && Array.isArray(input)) return String(input.length)
  if (code !== 'too-long') return null
  if (Array.isArray(input)) return `${input.length} entries`
  return typeof input === 'string' ? `${input.length} characters` : null
}

/** What the schema library, or the schema itself, says that a value must be. */
function expectedBy(issue: BaseIssue<unknown>): string {
  const isOwnCheck = issue.type === 'check' || issue.type === 'custom'
  return EXPECTED[issue.type] ?? (isOwnCheck ? issue.message : allowedBy(issue))
}

/** A fault that the schema library found, in our words. */
export function problemOfIssue(issue: BaseIssue<unknown>): ExperimentProblem {
  const code = codeOf(issue)
  const path = (issue.path ?? []).map(({ key }) => String(key)).join('.')
  const value = sizeOf(code, issue.input) ?? shown(issue.input)
  switch (code) {
    case 'missing':
      return experimentProblem(path, code)
    case 'must-be':
    case 'not-one-of':
      return experimentProblem(path, code, { value, allowed: allowedBy(issue) })
    case 'wrong-type':
      return experimentProblem(path, code, { value, expected: expectedBy(issue) })
    default: {
      const { requirement } = issue
      return experimentProblem(
        path,
        code,
        typeof requirement === 'number' ? { value, limit: requirement } : { value },
      )
    }
  }
}
