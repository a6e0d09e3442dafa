/**
 * The sentence for a file that a newer version of the lab made; null for all others.
 *
 * Such a file is no fault: it is kept as it is, named, never written over, and read after an update.
 */
export function newerVersion(value: unknown, format: string, known = 1): string | null {
  if (typeof value !== 'object' || value === null || !('format' in value) || !('version' in value))
    return null
  const { format: found, version } = value
  const isNewer =
    found === format && typeof version === 'number' && Number.isSafeInteger(version) && version > known
  return isNewer ? `Its version is ${version}: it was made by a newer version of the lab.` : null
}
