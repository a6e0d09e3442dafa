import { BEST_TITLE, bestLines, MOST_BEST } from '#shared/search/best-text'
import { ranked, type TrialResult } from '#shared/search/trial-result'
import { printableJson } from '../base/printable-text'
import type { RecordedSearch } from '../search/recorded-search'

function count(number: number, name: string): string {
  return `${number} ${name}${number === 1 ? '' : 's'}`
}

/** What came out of a search, as text. */
export function resultLines(results: readonly TrialResult[]): readonly string[] {
  const lines = bestLines(results)
  return lines.length === 0 ? ['No trial has a result yet.'] : [BEST_TITLE, ...lines]
}

/** What is to be known beside the list; nothing where every trial has ended with figures. */
export function restLines({ id, spec }: RecordedSearch, results: readonly TrialResult[]): readonly string[] {
  const open = spec.trials - results.filter(({ state }) => state !== 'open').length
  const skipped = results.filter(({ state }) => state === 'skipped')
  const diverged = results.filter(({ state, value }) => state === 'done' && value === null)
  const stopped = results.filter(({ state }) => state === 'stopped')
  return [
    ...skipped.map(({ index, fault }) => `Trial ${index + 1} was skipped: ${fault}`),
    ...(diverged.length === 0
      ? []
      : [
          `${count(diverged.length, 'trial')} diverged, and ${diverged.length === 1 ? 'is' : 'are'} not ranked.`,
        ]),
    ...(stopped.length === 0
      ? []
      : [
          `${count(stopped.length, 'trial')} fell behind and ${stopped.length === 1 ? 'was' : 'were'} stopped early: not ranked.`,
        ]),
    ...(open === 0
      ? []
      : [`${count(open, 'trial')} of ${spec.trials} still to do; \`lab search --resume ${id}\` goes on.`]),
  ]
}

function trialJson({ index, settings, state, runs, validationAccuracy, validationLoss }: TrialResult) {
  const all = runs.map(({ seed, run }) => ({
    seed,
    runId: run?.id ?? null,
    validationAccuracy: run?.validationAccuracy ?? null,
    iterations: run?.iterations ?? null,
  }))
  const { runId = null } = all[0] ?? {}
  return { index, settings, state, validationAccuracy, validationLoss, runId, runs: all }
}

/** The line of JSON with which `lab search --json` ends. */
export function searchJson({ id, spec }: RecordedSearch, results: readonly TrialResult[]): string {
  const best = ranked(results).slice(0, MOST_BEST)
  return printableJson({
    id,
    name: spec.name,
    trials: results.map(trialJson),
    best: best.map(({ index }) => index),
  })
}

/** One line of the list of searches. */
export function searchLine({ id, startedAt, spec }: RecordedSearch): string {
  const tried = Object.keys(spec.space).join(', ')
  const seeds = spec.seeds.length === 1 ? '' : ` x ${spec.seeds.length} seeds`
  return `${id}  ${startedAt.slice(0, 16).replace('T', ' ')}  ${count(spec.trials, 'trial')}${seeds}  ${spec.name}${tried === '' ? '' : ` (${tried})`}`
}
