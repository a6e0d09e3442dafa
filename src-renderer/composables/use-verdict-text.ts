import { useI18n } from 'vue-i18n'
import type { RunVerdict } from '#shared/history/run-verdict'
import type { VerdictFix } from '#shared/history/verdict-fixes'
import type { RecordDoubt } from '#shared/records/record-doubt'
import { formatShort } from '../lib/format'
import { useDoubtText } from './use-doubt-text'

type Values = Readonly<Record<string, number | string>>

const SHARES: ReadonlySet<string> = new Set(['accuracy', 'best', 'share'])
const ROUND_SHARES: ReadonlySet<string> = new Set(['chance', 'linear'])
const COUNTS: ReadonlySet<string> = new Set(['iteration', 'iterations', 'planned'])

/** A verdict on a run in the language of the window. */
export function useVerdictText(): {
  readonly title: (verdict: RunVerdict) => string
  /** What follows the title, sentence by sentence. */
  readonly sentences: (verdict: RunVerdict, doubt?: RecordDoubt | null) => readonly string[]
  readonly fixTitle: (fix: VerdictFix) => string
  readonly fixReason: (fix: VerdictFix) => string
} {
  const { t, te, n } = useI18n()
  const doubtText = useDoubtText()

  function shown(key: string, value: number | string): string {
    if (key === 'optimizer') return t(`choice.plan.optimizer.kind.${value}`)
    if (typeof value === 'string') return value
    if (SHARES.has(key)) return n(value, 'percentExact')
    if (ROUND_SHARES.has(key)) return n(value, 'percentAxis')
    if (COUNTS.has(key)) return n(value, 'whole')
    return key === 'epochs' || key === 'points' ? n(value, 'epoch') : formatShort(value)
  }
  const inWords = (values: Values): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shown(key, value)]))

  function sentences(verdict: RunVerdict, doubt: RecordDoubt | null = null): readonly string[] {
    const { kind, basis, values, notes } = verdict
    const own = `verdict.text.${kind}`
    return [
      ...(doubt === null ? [] : [doubtText(doubt)]),
      ...('accuracy' in values && kind !== 'collapsed' ? [t(`verdict.on.${basis}`, inWords(values))] : []),
      ...(te(own) ? [t(own, inWords(values))] : []),
      ...notes.map((note) => t(`verdict.note.${note.code}`, inWords(note.values))),
    ]
  }

  const fixText = ({ code, values }: VerdictFix, part: 'title' | 'reason'): string => {
    const own = `verdict.fix.${code}.${part}`
    return t(te(own) ? own : `advice.${code}.${part}`, inWords(values))
  }

  return {
    title: ({ kind, values }) => t(`verdict.title.${kind}`, inWords(values)),
    sentences,
    fixTitle: (fix) => fixText(fix, 'title'),
    fixReason: (fix) => fixText(fix, 'reason'),
  }
}
