import { significantText } from '#shared/records/number-text'
import type { SearchSpec } from '#shared/search/search-spec'
import { formatPercent } from '../../lib/format'
import { i18n } from '../../locales/i18n'

/** What trials are ranked by, as people read it; a loss is kept with its sign turned. */
export function scoreText({ rankBy }: Pick<SearchSpec, 'rankBy'>, value: number): string {
  return rankBy === 'validationAccuracy' ? formatPercent(value) : significantText(-value)
}

/** The same along an axis, where decimals that are not needed only take room. */
export function scoreAxisText(spec: Pick<SearchSpec, 'rankBy'>, value: number): string {
  return spec.rankBy === 'validationAccuracy' ? i18n.global.n(value, 'percentAxis') : scoreText(spec, value)
}
