import type { Events, Requests } from '#shared/ipc'
import type { LabBridge } from '#shared/ipc-bridge'

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

function request<C extends keyof Requests>(
  channel: C,
  ...values: Parameters<Requests[C]>
): Promise<ReturnType<Requests[C]>> {
  const ask = window.lab.requests[channel]
  return ask(...(values.map(plain) as Parameters<Requests[C]>))
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
