import type { RunSummary } from '#shared/records/run-summary'
import { lab } from './lab'
import { takePorts } from './take-ports'

/** All runs, in portions: ten thousand in one piece would hold up the window for most of a second. */
export function listRuns(): Promise<readonly RunSummary[]> {
  const nonce = crypto.randomUUID()
  const runs: RunSummary[] = []
  return new Promise((resolve, reject) => {
    let expected: number | null = null
    let port: MessagePort | null = null
    const endIfComplete = (): void => {
      if (runs.length !== expected) return
      stopTaking()
      port?.close()
      resolve(runs)
    }
    const stopTaking = takePorts(nonce, (taken) => {
      port = taken
      port.onmessage = ({ data }: MessageEvent<readonly RunSummary[]>) => {
        runs.push(...data)
        endIfComplete()
      }
    })
    lab.request('runs:list', nonce).then(
      (count) => {
        expected = count
        endIfComplete()
      },
      (error: unknown) => {
        stopTaking()
        reject(error)
      },
    )
  })
}
