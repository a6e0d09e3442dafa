import type { DataPlace } from './data-files'

/** Data sets, and what is known of them, kept in memory: one that is looked at and one that is compared with it. */
const MOST = 2

/** Loads data, or works something out about them, and keeps what was asked for last. */
export function createLoadedData<T>(
  load: (place: DataPlace) => Promise<T>,
): (place: DataPlace) => Promise<T> {
  const known = new Map<string, Promise<T>>()

  return (place) => {
    const { fingerprint } = place
    const loading = known.get(fingerprint) ?? load(place)
    // The last one that was asked for stands last.
    known.delete(fingerprint)
    known.set(fingerprint, loading)
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    // What could not be read may be readable later.
    loading.catch(() => known.get(fingerprint) === loading && known.delete(fingerprint))
    return loading
  }
}
