import type { Requests } from '#shared/ipc'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { wholeSearch } from '../../exports/passed-search'
import { checkShape } from '../check-shape'
import { exportAside } from '../export-aside'
import type { RequestHandlers } from '../ipc-main'
import { saveExported } from '../save-exported'
import type { Services } from '../services'

type SearchChannel = Extract<keyof Requests, `search:${string}`>

export function searchHandlers({
  library,
  searches,
  settings,
  recordedSearches,
  datasets,
  events,
}: Services): RequestHandlers<SearchChannel> {
  return {
    'search:list': async () => {
      const { searches: found, problems } = await searches.list()
      for (const { file, reason } of problems) events.notifyText('warning', `${file}: ${reason}`)
      return found
    },
    'search:results': (id) => searches.results(id),
    'search:start': async (spec, data, slice) => {
      // What does not fit is told now, while the user looks.
      checkShape(spec.base, await datasets.find(data ?? FASHION_MNIST))
      return searches.start(spec, data, slice)
    },
    'search:go-on': (id, trials) => searches.goOn(id, trials),
    'search:stop': (id) => searches.stop(id),
    'search:write-spec': (spec, suggestedName) =>
      saveExported(events.window, suggestedName, async () => ({
        bytes: Buffer.from(`${JSON.stringify(spec, null, 2)}\n`),
        checked: [],
      })),
    'search:write-file': async (id, suggestedName) => {
      const opened = await library
      const search = await recordedSearches.read(id)
      const { passed, ids } = await wholeSearch(opened, recordedSearches, search)
      if (ids.length === 0) throw new Error('The search has no run that has ended.')
      return saveExported(events.window, suggestedName, (name) =>
        exportAside(opened, datasets, {
          ...{ format: 'onn', name, ids, searches: [passed] },
          language: settings.get().language,
        }),
      )
    },
  }
}
