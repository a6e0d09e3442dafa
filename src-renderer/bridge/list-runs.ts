import type { RunSummary } from '#shared/records/run-summary'
import { lab } from './lab'
import { takePorts } from './take-ports'

/**
 * Asks for all runs. They come in portions, the first of them while main still reads the library; one that changed meanwhile comes
 * again. Resolves when all have come.
 */
export function listRuns(take: (runs: readonly RunSummary[]) => void): Promise<void> {
  const nonce = crypto.randomUUID()
  return new Promise((resolve, reject) => {
    let count = 0
    let expected: number | null = null
    let port: MessagePort | null = null
    const end = (): void => {
      stopTaking()
      port?.close()
    }
    const endIfComplete = (): void => {
      if (count !== expected) return
      end()
      resolve()
    }
    const stopTaking = takePorts(nonce, (taken) => {
      port = taken
      port.onmessage = ({ data }: MessageEvent<readonly RunSummary[]>) => {
        count += data.length
        take(data)
        endIfComplete()
      }
    })
    lab.request('runs:list', nonce).then(
      (sent) => {
        expected = sent
        endIfComplete()
      },
      (error: unknown) => {
        end()
        reject(error)
      },
    )
  })
}
