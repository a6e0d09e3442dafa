import type { Requests } from '#shared/ipc'
import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { checkShape } from '../check-shape'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

type SearchChannel = Extract<keyof Requests, `search:${string}`>

export function searchHandlers({ searches, datasets, events }: Services): RequestHandlers<SearchChannel> {
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
  }
}
