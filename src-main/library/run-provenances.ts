import { existsSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { readFaultyNow } from './json-file'
import { FILES, idOfFolder, type LibraryPaths } from './library-paths'
import type { LibraryProblem } from './library-problem'
import type { ForeignOrigin, Origins } from './origins-file'
import { parseProvenance, type Provenance } from './provenance-file'

/** Where a run came from, and what is wrong with the file that says so. */
export interface ReadProvenance {
  readonly provenance: Provenance
  readonly fault: string | null
  /** Whether a new file may take the place of what lies there: what cannot be read is never written over. */
  readonly isWritable: boolean
}

/** Longest stretch of reading without letting others have a turn. */
const STRETCH_MS = 8

const OWN_PROVENANCE: Provenance = { origin: 'own', goneFromFolder: false, hidden: false }

const GONE: Readonly<Record<ForeignOrigin, string>> = {
  team: "Its place.json is gone. The library has noted that the run is a teammate's.",
  imported: 'Its place.json is gone. The library has noted that the run came from a table.',
}

/** Reads where runs came from: from the file of each, and from what the library noted of all. */
export function createProvenances(paths: LibraryPaths, origins: Origins) {
  function read(folder: string): ReadProvenance {
    const file = paths.file(folder, FILES.provenance)
    const noted = origins.of(folder)
    if (!existsSync(file)) {
      if (noted === null) return { provenance: OWN_PROVENANCE, fault: null, isWritable: true }
      return { provenance: { ...OWN_PROVENANCE, origin: noted }, fault: GONE[noted], isWritable: true }
    }
    const found = readFaultyNow(file, 'place', (text) => parseProvenance(text, idOfFolder(folder)))
    // It may be anybody's, and so is not shared as one of this computer.
    if (!found.ok)
      return {
        provenance: { ...OWN_PROVENANCE, origin: noted ?? 'team' },
        fault: found.reason,
        isWritable: false,
      }
    if (noted === null || noted === found.value.origin)
      return { provenance: found.value, fault: null, isWritable: true }
    const fault = 'It says that the run came from elsewhere than the library has noted.'
    return { provenance: { ...found.value, origin: noted }, fault, isWritable: false }
  }

  /** Runs whose own files were asked already: what they do not tell, or no disk takes now, is not asked in each scan. */
  const asked = new Set<string>()

  /** Notes the origins of runs whose own files alone say them so far: they came before there were notes, or in another version. */
  async function noteOrigins(folders: readonly string[]): Promise<void> {
    if (!origins.writable) return
    const missing = origins.unknown(folders).filter((folder) => !asked.has(folder))
    const found: Record<ForeignOrigin, string[]> = { team: [], imported: [] }
    let stretchEnd = performance.now() + STRETCH_MS
    for (const folder of missing) {
      asked.add(folder)
      const { provenance, fault } = read(folder)
      if (fault === null && provenance.origin !== 'own') found[provenance.origin].push(folder)
      if (performance.now() < stretchEnd) continue
      await nextTurn()
      stretchEnd = performance.now() + STRETCH_MS
    }
    await origins.note('team', found.team)
    await origins.note('imported', found.imported)
  }

  return {
    read,
    note: origins.note,
    noteOrigins,
    problems(): readonly LibraryProblem[] {
      const reason = origins.fault()
      return reason === null ? [] : [{ file: paths.origins, reason }]
    },
  }
}

export type Provenances = ReturnType<typeof createProvenances>
