import type { Events, Requests } from './ipc'

// Records rather than lists: a channel of the contract that is missing here is a type error.
const REQUESTS: Readonly<Record<keyof Requests, true>> = {
  'app:info': true,
  'app:open-library': true,
  'app:diagnostics': true,
  'app:open-log': true,
  'app:look-for-release': true,
  'app:open-releases': true,
  'app:notify': true,
  'app:close': true,
  'app:quit': true,
  'settings:get': true,
  'settings:set': true,
  'training:jobs': true,
  'training:ends': true,
  'training:start': true,
  'training:command': true,
  'training:continue': true,
  'training:replay': true,
  'training:unqueue': true,
  'training:move': true,
  'training:start-waiting': true,
  'training:write-again': true,
  'training:save-elsewhere': true,
  'training:watch': true,
  'search:list': true,
  'search:results': true,
  'search:start': true,
  'search:go-on': true,
  'search:stop': true,
  'search:write-spec': true,
  'search:write-file': true,
  'runs:list': true,
  'runs:record': true,
  'runs:curves': true,
  'runs:predictions': true,
  'runs:evaluate': true,
  'runs:checkpoints': true,
  'runs:evaluate-checkpoint': true,
  'runs:notes': true,
  'runs:annotate': true,
  'runs:import': true,
  'runs:import-bytes': true,
  'runs:export': true,
  'runs:write-file': true,
  'runs:count-look': true,
  'file:choose': true,
  'file:read': true,
  'file:given': true,
  'file:take-runs': true,
  'file:take-model': true,
  'file:forget': true,
  'figure:save': true,
  'data:list': true,
  'data:image': true,
  'data:images': true,
  'data:labels': true,
  'data:choose-folder': true,
  'data:read-folder': true,
  'data:add': true,
  'data:forget': true,
  'data:remove': true,
  'data:open-folder': true,
  'data:statistics': true,
  'data:duplicates': true,
  'data:stop-duplicates': true,
  'data:distances': true,
  'image:open': true,
  'image:classify': true,
  'image:explain': true,
  'image:nearest': true,
  'camera:open': true,
  'camera:close': true,
  'sharing:state': true,
  'sharing:choose': true,
  'sharing:join': true,
  'sharing:leave': true,
  'sharing:sync': true,
  'sharing:open-folder': true,
  'sharing:share-weights': true,
  'sharing:answer-hide': true,
  'sharing:delete': true,
  'sharing:undelete': true,
}

const EVENTS: Readonly<Record<keyof Events, true>> = {
  'app:quit-asked': true,
  'runs:changed': true,
  'training:jobs-changed': true,
  'training:ended': true,
  'search:changed': true,
  'training:replayed': true,
  'sharing:changed': true,
  'settings:changed': true,
  'menu:command': true,
  'runs:import-progress': true,
  'file:given': true,
  'file:progress': true,
  'data:progress': true,
  'data:duplicates-progress': true,
  notice: true,
  'app:closing': true,
}

/** Every request of the contract. The preload makes one named function of each, and passes nothing else on. */
export const REQUEST_CHANNELS = Object.keys(REQUESTS) as readonly (keyof Requests)[]

/** Every event of the contract. */
export const EVENT_NAMES = Object.keys(EVENTS) as readonly (keyof Events)[]

/** How main answers a request: an error crosses as its message only, so that no stack trace reaches the page. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/** The channel on which main hands a port to the window, with the nonce that the window chose when it asked for it. */
export const STREAM_PORT = 'stream-port'

/** What the preload tells the page when a port arrives. The port itself travels beside it. */
export interface StreamPortMessage {
  readonly kind: typeof STREAM_PORT
  readonly nonce: string
}

/** What the window tells the trainer over the stream's port: nothing is sent while nobody looks. */
export interface StreamVisibility {
  readonly visible: boolean
}

/** What the preload puts on `window.lab`. */
export interface LabBridge {
  readonly platform: string
  readonly requests: {
    readonly [C in keyof Requests]: (...values: Parameters<Requests[C]>) => Promise<ReturnType<Requests[C]>>
  }
  /** Each takes a listener and answers with the function that takes it away. */
  readonly events: { readonly [E in keyof Events]: (listener: Events[E]) => () => void }
}
