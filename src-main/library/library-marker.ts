import { randomBytes } from 'node:crypto'
import { access, constants, stat } from 'node:fs/promises'
import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'
import { makeFolder, writeAtomically } from '../base/atomic-file'
import { errorCode, FileError, fileFault } from '../base/file-errors'
import { readText } from '../base/read-file'
import { CHANGED, openSeal, sealed } from '../base/sealed-json'
import type { LibraryPaths } from './library-paths'
import type { LibraryProblem } from './library-problem'

const LIBRARY_FORMAT = 'our-neural-network/library'
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

const schema = v.object({
  format: v.literal(LIBRARY_FORMAT),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  device: v.pipe(v.string(), v.regex(/^[0-9a-hjkmnp-tv-z]{8}$/)),
})

function newDevice(): string {
  return [...randomBytes(8)].map((byte) => CROCKFORD[byte % 32]).join('')
}

function refusal(directory: string, reason: string, code = ''): FileError {
  return new FileError(`Cannot use the library ${directory}: ${reason}.`, code)
}

/** The mark of a library: the name of its installation, and what is wrong with the file that names it. */
export interface LibraryMark {
  readonly device: string
  readonly problem: LibraryProblem | null
}

async function readMarker(paths: LibraryPaths): Promise<LibraryMark | null> {
  const text = await readText(paths.marker, 'library').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw refusal(
      paths.directory,
      `its file library.json cannot be read, because ${fileFault(error)}`,
      errorCode(error),
    )
  })
  if (text === null) return null
  const json = parseJson(text)
  const { value, intact } = openSeal(json.ok ? json.value : null)
  const result = v.safeParse(schema, value)
  if (!result.success) throw refusal(paths.directory, 'its file library.json is not the mark of a library')
  const { version, device } = result.output
  if (version > 1)
    throw refusal(paths.directory, `it was made by a newer version of the lab (format ${version})`)
  return { device, problem: intact ? null : { file: paths.marker, reason: CHANGED } }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** Finds an existing library for looking only; null device where it has no mark. */
export async function findLibrary(paths: LibraryPaths): Promise<LibraryMark> {
  if (!(await isFolder(paths.runs))) throw refusal(paths.directory, 'there is no library in that folder')
  return (await readMarker(paths)) ?? { device: newDevice(), problem: null }
}

/**
 * Makes sure that a library is there and can be written; throws one sentence that names the folder.
 *
 * The mark is written once and never changed, so a folder can be recognized as a library in ten years.
 */
export async function ensureLibrary(paths: LibraryPaths): Promise<LibraryMark> {
  const { directory } = paths
  const found = await stat(directory).catch(() => null)
  if (found !== null && !found.isDirectory()) throw refusal(directory, 'it is a file, not a folder')
  try {
    await makeFolder(paths.runs)
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    await access(paths.runs, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw refusal(directory, fileFault(error), errorCode(error))
  }
  const known = await readMarker(paths)
  if (known !== null) return known
  const device = newDevice()
  const text = `${JSON.stringify(sealed({ format: LIBRARY_FORMAT, version: 1, device }), null, 2)}\n`
  await writeAtomically(paths.marker, text).catch((error: unknown) => {
    throw refusal(directory, error instanceof FileError ? error.message.replace(/\.$/, '') : fileFault(error))
  })
  return (await readMarker(paths)) ?? { device, problem: null }
}
