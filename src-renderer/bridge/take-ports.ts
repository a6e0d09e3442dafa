import { STREAM_PORT, type StreamPortMessage } from '#shared/ipc-bridge'

/** Takes the ports that main hands over under a nonce, until the returned function is called. */
export function takePorts(nonce: string, onPort: (port: MessagePort) => void): () => void {
  const take = (message: MessageEvent): void => {
    const data = message.data as Partial<StreamPortMessage> | null
    const [port] = message.ports
    const isMeant = message.source === window && data?.kind === STREAM_PORT && data.nonce === nonce
    if (isMeant && port !== undefined) onPort(port)
  }
  window.addEventListener('message', take)
  return () => window.removeEventListener('message', take)
}
