import type { SearchInfo } from '#shared/ipc'
import { cellWords } from './cell-words'
import { i18n } from './i18n'
import { settingLabel } from './setting-words'

const { t } = i18n.global

/** What a search is called: by its name, or by what it tries and when it began. */
export function searchName({ spec, startedAt }: SearchInfo): string {
  if (spec.name !== '') return spec.name
  const paths = Object.keys(spec.space)
  const what = paths.length === 0 ? t('search.seedsOnly') : paths.map(settingLabel).join(', ')
  return `${what} · ${cellWords({ id: 'date', type: 'date' }, startedAt)}`
}
