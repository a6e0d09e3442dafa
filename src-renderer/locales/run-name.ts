import { differingSettings } from '#shared/history/differences'
import { isBelieved } from '#shared/history/standing'
import type { RunSummary } from '#shared/records/run-summary'
import { cellWords } from './cell-words'
import { i18n } from './i18n'
import { columnLabel, valueLabel } from './table-words'

const { t } = i18n.global

type Named = Pick<RunSummary, 'annotations' | 'origin'> & {
  readonly record: Pick<RunSummary['record'], 'experiment'>
}

/** What a run is called where it has no title: `256-64 · SELU · seed 5`. A row of a table knows no seed. */
export function runName({ annotations, origin, record }: Named): string {
  if (annotations.title !== '') return annotations.title
  const { design, plan } = record.experiment
  const network = [design.hidden.join('-'), valueLabel('activation', design.activation)]
  const seed = origin === 'imported' ? [] : [t('runs.nameSeed', { seed: plan.seed })]
  return [...network.filter((part) => part !== ''), ...seed].join(' · ')
}

const DOUBT_SIGN = '⚠'
const TAIL = 4
const MOST_SETTINGS = 2

/** In what a run differs from those that are called the same, in a few words; empty where settings do not tell. */
function differences(run: RunSummary, others: readonly RunSummary[]): readonly string[] {
  const own = differingSettings([run, ...others]).filter(({ column }) => column.id !== 'seed')
  return own
    .slice(0, MOST_SETTINGS)
    .map(({ column, values }) => `${columnLabel(column.id)} ${cellWords(column, values[0] ?? null)}`)
}

function grouped<T>(items: readonly T[], by: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item])
  return groups
}

/**
 * Names by which runs can be told from each other: where several are called the same, settings in which they differ are added, and
 * where these are the same too, the end of the id.
 */
export function distinctNames(runs: readonly RunSummary[]): ReadonlyMap<string, string> {
  const byName = grouped(runs, runName)
  const named = [...byName].flatMap(([name, same]) =>
    same.map((run) => ({
      run,
      name: same.length === 1 ? name : [name, ...differences(run, same)].join(' · '),
    })),
  )
  const same = grouped(named, ({ name }) => name)
  return new Map(
    named.map(({ run, name }) => {
      const { id } = run.record
      const distinct = (same.get(name)?.length ?? 0) > 1 ? `${name} …${id.slice(-TAIL)}` : name
      return [id, isBelieved(run) ? distinct : `${distinct} ${DOUBT_SIGN}`]
    }),
  )
}
