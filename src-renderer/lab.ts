import type { Events, Requests, StreamMessage } from '#shared/ipc'
import type { LabBridge, StreamVisibility } from '#shared/ipc-bridge'
import { listRuns } from './list-runs'
import { takePorts } from './take-ports'

declare global {
  interface Window {
    readonly lab: LabBridge
  }
}

// Vue's proxies cannot be cloned across processes, so what leaves the window is copied into plain data first.
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

function call<C extends keyof Requests>(
  channel: C,
  ...values: Parameters<Requests[C]>
): Promise<ReturnType<Requests[C]>> {
  const ask = window.lab.requests[channel]
  return ask(...(values.map(plain) as Parameters<Requests[C]>))
}

function request<C extends keyof Requests>(
  channel: C,
  ...values: Parameters<Requests[C]>
): Promise<ReturnType<Requests[C]>> {
  if (channel === 'runs:list') return listRuns() as unknown as Promise<ReturnType<Requests[C]>>
  return call(channel, ...values)
}

function on<E extends keyof Events>(event: E, listener: Events[E]): () => void {
  const subscribe = window.lab.events[event]
  return subscribe(listener)
}

/** The one door of the window to the other processes. A request rejects with an Error whose message is a sentence. */
export const lab = {
  get platform(): string {
    return window.lab.platform
  },
  request,
  on,
}

/**
 * Listens to the training that runs, and to every later one, until the returned function is called. Main sends a new port
 * whenever the trainer starts anew. While the window is hidden nothing comes; then a `history` brings it up to date.
 */
export function watchTraining(onMessage: (message: StreamMessage) => void): () => void {
  const nonce = crypto.randomUUID()
  let port: MessagePort | null = null

  const tellVisibility = (): void => {
    port?.postMessage({ visible: !document.hidden } satisfies StreamVisibility)
  }
  const stopTaking = takePorts(nonce, (taken) => {
    port?.close()
    port = taken
    port.onmessage = ({ data }: MessageEvent<readonly StreamMessage[]>) => data.forEach(onMessage)
    tellVisibility()
  })

  document.addEventListener('visibilitychange', tellVisibility)
  // Main cannot fail here but by going away, and then the window goes too.
  void request('training:watch', nonce)
  return () => {
    stopTaking()
    document.removeEventListener('visibilitychange', tellVisibility)
    port?.close()
  }
}
