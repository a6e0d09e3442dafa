import type { Parsed } from '#shared/records/run-record-schema'
import { parseJson } from '#shared/records/safe-json'
import { errorCode, fileFault } from '../base/file-errors'
import type { FileKind } from '../base/file-kinds'
import { readTextNow } from '../base/read-now'
import { CHANGED, type OpenedSeal, openSeal } from '../base/sealed-json'

// Everything here reads at once, without waiting: 10,000 small files take a fifth of the time that promises would take. The
// caller goes through the folders in short stretches.

/** Reads and checks one JSON file, which must not have changed since it was written. */
export function readJsonNow<T>(
  path: string,
  kind: FileKind,
  parse: (value: unknown) => Parsed<T>,
): Parsed<T> {
  return readOpenedNow(path, kind, ({ value, intact }) =>
    intact ? parse(value) : { ok: false, reason: CHANGED },
  )
}

/** The same for a file that may have changed: whoever reads it is told whether it did. */
export function readOpenedNow<T>(
  path: string,
  kind: FileKind,
  parse: (opened: OpenedSeal) => Parsed<T>,
): Parsed<T> {
  return readFaultyNow(path, kind, (text) => {
    const json = parseJson(text)
    return json.ok ? parse(openSeal(json.value)) : json
  })
}

/** Reads a text and judges it; what keeps it from being read is a reason like all others. */
export function readFaultyNow<T>(
  path: string,
  kind: FileKind,
  parse: (text: string) => Parsed<T>,
): Parsed<T> {
  try {
    return parse(readTextNow(path, kind))
  } catch (error) {
    const isSentence = errorCode(error) === '' && error instanceof Error
    return { ok: false, reason: isSentence ? error.message : `It cannot be read: ${fileFault(error)}.` }
  }
}
