import { open } from 'node:fs/promises'

const LINES = 5
const MOST_BYTES = 4096

/** The last lines of a log that another program writes; none where there is no log. */
export async function logTail(path: string): Promise<readonly string[]> {
  const file = await open(path).catch(() => null)
  if (file === null) return []
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - MOST_BYTES)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, from)
    const lines = buffer.subarray(0, bytesRead).toString('utf8').split('\n')
    return lines.filter((line) => line.trim() !== '').slice(-LINES)
  } catch {
    return []
  } finally {
    await file.close()
  }
}
