import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron'
import type { Requests } from '#shared/ipc'
import { requestFault } from '#shared/ipc-bounds'
import {
  type Answer,
  EVENT_NAMES,
  type LabBridge,
  REQUEST_CHANNELS,
  STREAM_PORT,
  type StreamPortMessage,
} from '#shared/ipc-bridge'

// The types of Node know another File.
declare const File: new () => Parameters<typeof webUtils.getPathForFile>[0]

// Declared here alone: the types of the page would otherwise be known to all of main.
declare const window: {
  postMessage(message: StreamPortMessage, origin: string, ports: IpcRendererEvent['ports']): void
}
declare const location: { readonly origin: string }

type Call = (...values: unknown[]) => Promise<unknown>
type Subscribe = (listener: (...values: unknown[]) => void) => () => void

function requestFunction(channel: string): Call {
  return async (...values) => {
    // Main would have to unpack it before it could refuse it.
    const fault = requestFault(channel, values)
    if (fault !== null) throw new Error(`The request ${channel} was refused: ${fault}`)
    const answer = (await ipcRenderer.invoke(channel, ...values)) as Answer
    if (!answer.ok) throw new Error(answer.message)
    return answer.value
  }
}

const DROPPED: ReadonlySet<keyof Requests> = new Set(['data:read-folder', 'file:read'])

/** The page hands over what was dropped on it; where that lies is found here, so that the page can name no place on the disk. */
function droppedFunction(channel: keyof Requests): Call {
  const ask = requestFunction(channel)
  return async (dropped) => {
    const path = dropped instanceof File ? webUtils.getPathForFile(dropped) : ''
    if (path === '')
      throw new Error(`The request ${channel} was refused: it carries nothing that was dropped.`)
    return ask(path)
  }
}

const functionFor = (channel: keyof Requests): Call =>
  DROPPED.has(channel) ? droppedFunction(channel) : requestFunction(channel)

// What main tells while the page is still being built would be lost, so notices wait for the first listener.
const unheard: unknown[][] = []
const keep = (_event: IpcRendererEvent, ...values: unknown[]): void => void unheard.push(values)
ipcRenderer.on('notice', keep)

function eventFunction(name: string): Subscribe {
  return (listener) => {
    if (name === 'notice') {
      ipcRenderer.off('notice', keep)
      unheard.splice(0).forEach((values) => listener(...values))
    }
    // The event object stays here: through its sender the page could reach every channel.
    const relay = (_event: IpcRendererEvent, ...values: unknown[]): void => listener(...values)
    ipcRenderer.on(name, relay)
    return () => void ipcRenderer.off(name, relay)
  }
}

// A port cannot pass the context bridge, so it goes by a message to our own page, which knows it by its nonce.
ipcRenderer.on(STREAM_PORT, (event, nonce: string) => {
  const message: StreamPortMessage = { kind: STREAM_PORT, nonce }
  window.postMessage(message, location.origin, [...event.ports])
})

const bridge = {
  platform: process.platform,
  requests: Object.fromEntries(REQUEST_CHANNELS.map((channel) => [channel, functionFor(channel)])),
  events: Object.fromEntries(EVENT_NAMES.map((name) => [name, eventFunction(name)])),
}

contextBridge.exposeInMainWorld('lab', bridge as unknown as LabBridge)
