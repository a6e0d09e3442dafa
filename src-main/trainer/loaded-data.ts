import type { DataPlace, DataSet } from './data-files'

/** Data sets kept in memory: one that is looked at and one that is compared with it. */
const MOST = 2

/** Loads data, and keeps those that were asked for last. */
export function createLoadedData(
  load: (place: DataPlace) => Promise<DataSet>,
): (place: DataPlace) => Promise<DataSet> {
  const known = new Map<string, Promise<DataSet>>()

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
