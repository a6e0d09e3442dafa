import type { Events, FileOffer, FolderContents, Requests } from '#shared/ipc'
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

/**
 * Has a folder read that was dropped on the window. The page knows no places on the disk and hands over the folder itself; the preload
 * script puts its place there.
 */
function readDroppedFolder(folder: File): Promise<FolderContents> {
  return window.lab.requests['data:read-folder'](folder as unknown as string)
}

/** The same for a file of runs or of a model. */
function readDroppedFile(file: File): Promise<FileOffer> {
  return window.lab.requests['file:read'](file as unknown as string)
}

/** The one door of the window to the other processes. A request rejects with an Error whose message is a sentence. */
export const lab = {
  get platform(): string {
    return window.lab.platform
  },
  request,
  readDroppedFolder,
  readDroppedFile,
  on,
}
