import type { StreamMessage } from '#shared/ipc'
import type { StreamVisibility } from '#shared/ipc-bridge'
import { lab } from './lab'
import { takePorts } from './take-ports'

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
  void lab.request('training:watch', nonce)
  return () => {
    stopTaking()
    document.removeEventListener('visibilitychange', tellVisibility)
    port?.close()
  }
}
