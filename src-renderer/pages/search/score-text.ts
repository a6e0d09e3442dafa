import { significantText } from '#shared/records/number-text'
import type { SearchSpec } from '#shared/search/search-spec'
import { formatPercent } from '../../lib/format'

/** What trials are ranked by, as people read it; a loss is kept with its sign turned. */
export function scoreText({ rankBy }: Pick<SearchSpec, 'rankBy'>, value: number): string {
  return rankBy === 'validationAccuracy' ? formatPercent(value) : significantText(-value)
}
