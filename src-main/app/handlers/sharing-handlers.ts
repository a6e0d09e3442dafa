import type { Requests } from '#shared/ipc'
import type { SharingService } from '../../sharing/sharing-service'
import type { RequestHandler, RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

type SharingChannel = Extract<keyof Requests, `sharing:${string}`>

const CHANNELS: readonly SharingChannel[] = [
  'sharing:state',
  'sharing:choose',
  'sharing:join',
  'sharing:leave',
  'sharing:sync',
  'sharing:open-folder',
  'sharing:share-weights',
  'sharing:answer-hide',
  'sharing:delete',
  'sharing:undelete',
]

function handler<C extends SharingChannel>(channel: C, sharing: Promise<SharingService>): RequestHandler<C> {
  return async (...values) => {
    const { handlers } = await sharing
    return handlers[channel](...values)
  }
}

/** Sharing opens after the library, so every request waits for it first. */
export function sharingHandlers({ sharing }: Services): RequestHandlers<SharingChannel> {
  const entries = CHANNELS.map((channel) => [channel, handler(channel, sharing)])
  return Object.fromEntries(entries) as RequestHandlers<SharingChannel>
}
