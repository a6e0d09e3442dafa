import type { Events, Requests } from '#shared/ipc'
import { STREAM_PORT } from '#shared/ipc-bridge'

type Channel = keyof Requests
/** What main says in this test, channel by channel; it may think first. */
export type Answers = {
  readonly [C in Channel]?: (
    ...values: Parameters<Requests[C]>
  ) => ReturnType<Requests[C]> | Promise<ReturnType<Requests[C]>>
}
type Answer = (...values: readonly unknown[]) => unknown
type Listener = (...values: readonly unknown[]) => void

/** The window's end of a port: `onmessage` is what the window does with what comes. */
export interface FakePort {
  onmessage: ((message: { readonly data: unknown }) => void) | null
  readonly sent: unknown[]
  readonly isClosed: boolean
  postMessage: (value: unknown) => void
  close: () => void
}

export interface FakeLab {
  /** How often each channel was asked, for what must not be asked twice. */
  readonly count: (channel: Channel) => number
  /** Main tells something of its own accord. */
  readonly emit: <E extends keyof Events>(event: E, ...values: Parameters<Events[E]>) => void
  /** Main hands a port over, under the nonce that the window chose. */
  readonly handPort: (nonce: string) => FakePort
}

function createPort(): FakePort {
  const sent: unknown[] = []
  let isClosed = false
  return {
    onmessage: null,
    sent,
    get isClosed() {
      return isClosed
    },
    postMessage: (value) => void sent.push(value),
    close: () => (isClosed = true),
  }
}

/** Puts a bridge on `window.lab` that answers as the test says; any other request fails with a sentence, as main's refusals do. */
export function installFakeLab(answers: Answers = {}): FakeLab {
  const counts = new Map<string, number>()
  const listeners = new Map<string, Set<Listener>>()

  async function ask(channel: string, values: readonly unknown[]): Promise<unknown> {
    counts.set(channel, (counts.get(channel) ?? 0) + 1)
    const answer = (answers as Readonly<Record<string, Answer | undefined>>)[channel]
    if (answer === undefined) throw new Error(`The request ${channel} has no answer in this test.`)
    return answer(...values)
  }

  function listen(event: string, listener: Listener): () => void {
    const known = listeners.get(event) ?? new Set()
    listeners.set(event, known.add(listener))
    return () => known.delete(listener)
  }

  const of = <T>(make: (name: string) => T): unknown =>
    new Proxy({}, { get: (_, name) => make(String(name)) })
  Object.assign(window, {
    lab: {
      platform: 'linux',
      requests: of(
        (channel) =>
          (...values: readonly unknown[]) =>
            ask(channel, values),
      ),
      events: of((event) => (listener: Listener) => listen(event, listener)),
    },
  })

  return {
    count: (channel) => counts.get(channel) ?? 0,
    emit: (event, ...values) => listeners.get(event)?.forEach((listener) => listener(...values)),
    handPort: (nonce) => {
      const port = createPort()
      const message = { data: { kind: STREAM_PORT, nonce }, source: window, ports: [port] }
      window.dispatchEvent(Object.assign(new Event('message'), message))
      return port
    },
  }
}
