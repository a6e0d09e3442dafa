import { unzipSync, zipSync } from 'fflate'
import { errorMessage } from '../base/error-message'
import { LARGEST } from '../base/file-kinds'
import { quoted } from '../base/quoted'
import { type NpyArray, readNpy, writeNpy } from './npy'
import { ZIP_TIME } from './zip-time'

const MOST_ARRAYS = 256
const ENDING = '.npy'

/** Writes arrays as NumPy's `.npz`, a zip with a file for each; weights do not get smaller when they are packed. */
export function writeNpz(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}${ENDING}`, writeNpy(array)] as const)
  return zipSync(Object.fromEntries(files), { level: 0, mtime: ZIP_TIME })
}

/** Judges each entry before it is unpacked: how many there are, what they are called, how large they claim to be together. */
function createDoor(): (entry: { readonly name: string; readonly originalSize: number }) => boolean {
  const names = new Set<string>()
  let size = 0
  return ({ name, originalSize }) => {
    if (names.has(name)) throw new Error(`it has ${quoted(name)} twice`)
    if (!name.endsWith(ENDING)) throw new Error(`it has ${quoted(name)}, which is no array of NumPy`)
    names.add(name)
    size += originalSize
    if (names.size > MOST_ARRAYS) throw new Error(`it has more than ${MOST_ARRAYS} arrays`)
    // What an entry unpacks to never gets larger than it claims.
    if (!(size <= LARGEST.weights))
      throw new Error(`it unpacks to more than ${LARGEST.weights} bytes, the most that is allowed`)
    return true
  }
}

function unzipped(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter: createDoor() })))
  } catch (error) {
    const reason = errorMessage(error)
    throw new Error(reason.startsWith('it ') ? reason : 'it is no whole zip')
  }
}

/** Reads the arrays of a `.npz`; throws the end of a sentence. */
export function readNpz(bytes: Uint8Array): ReadonlyMap<string, NpyArray> {
  return new Map(
    [...unzipped(bytes)].map(([file, content]) => {
      const name = file.slice(0, -ENDING.length)
      try {
        return [name, readNpy(content)] as const
      } catch (error) {
        throw new Error(`its array ${quoted(name)} ${errorMessage(error)}`)
      }
    }),
  )
}
