import { checkImageFileSize } from '#shared/data/image-check'
import type { Picture } from './picture'

/** The largest pictures that the lab takes are decoded in about two seconds on a slow core. */
const PATIENCE = 15_000

/**
 * Reads a picture in a thread of its own and ends that thread with the answer, after the patience, or when `signal` says that
 * nobody waits any more. Its size is looked at before it is read.
 */
export function readPicture(file: Blob, signal: AbortSignal): Promise<Picture> {
  const fault = checkImageFileSize(file.size)
  if (fault !== null) return Promise.resolve({ ok: false, fault })
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Picture>((resolve) => {
    const give = (code: 'broken' | 'too-slow') => (): void => resolve({ ok: false, fault: { code } })
    worker.onmessage = ({ data }: MessageEvent<Picture>) => resolve(data)
    worker.onerror = give('broken')
    worker.onmessageerror = give('broken')
    const tooSlow = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)])
    tooSlow.addEventListener('abort', give('too-slow'))
    worker.postMessage(file)
  }).finally(() => worker.terminate())
}
