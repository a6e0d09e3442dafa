import type { MessagePortMain } from 'electron'
import { errorMessage } from '../base/error-message'
import type { FromProcess, RequestMap, ToProcess } from './process-contract'

type Handlers<R extends RequestMap> = {
  readonly [K in keyof R]: (...values: Parameters<R[K]>) => ReturnType<R[K]> | Promise<ReturnType<R[K]>>
}
type LooseHandlers = Readonly<Record<string, ((...values: readonly unknown[]) => unknown) | undefined>>

function tell(message: FromProcess): void {
  process.parentPort.postMessage(message)
}

async function answer(
  handlers: LooseHandlers,
  request: Extract<ToProcess, { kind: 'request' }>,
): Promise<void> {
  const { number, name, values } = request
  try {
    const handler = handlers[name]
    if (handler === undefined) throw new Error(`This process knows no request named ${name}.`)
    tell({ kind: 'answer', number, ok: true, value: await handler(...values) })
  } catch (error) {
    tell({
      kind: 'answer',
      number,
      ok: false,
      message: errorMessage(error),
    })
  }
}

/** The door of a utility process to main: answers requests, and takes ports that main hands over. */
export function openParentDoor<R extends RequestMap>(
  handlers: Handlers<R>,
  onPort: (port: MessagePortMain) => void = (port) => port.close(),
): void {
  process.parentPort.on('message', ({ data, ports }) => {
    const message = data as ToProcess
    if (message.kind === 'quit') process.exit(0)
    else if (message.kind === 'port') ports.forEach(onPort)
    else void answer(handlers as unknown as LooseHandlers, message)
  })
}

/** Tells main something that it did not ask for. */
export function tellParent(event: unknown): void {
  tell({ kind: 'event', event })
}
