export type ParsedJson =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

const DEEPEST = 32
const QUOTE = 34
const BACKSLASH = 92

function isOpening(unit: number): boolean {
  return unit === 91 || unit === 123
}

function isClosing(unit: number): boolean {
  return unit === 93 || unit === 125
}

/** Whether brackets are nested deeper than a reader that calls itself can follow. Texts inside quotes do not count. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) quoted = !quoted
    else if (quoted) at += unit === BACKSLASH ? 1 : 0
    else if (isOpening(unit)) depth += 1
    else if (isClosing(unit)) depth -= 1
    if (depth > DEEPEST) return true
  }
  return false
}

/** Why a value that was parsed must not be used; null where it may. */
function faultOf(value: unknown): string | null {
  if (typeof value === 'number')
    return Number.isFinite(value) ? null : 'It contains a number that is too large.'
  if (typeof value !== 'object' || value === null) return null
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') return 'It contains a field named __proto__.'
    const isConstructor = key === 'constructor' && typeof member === 'object' && member !== null
    if (isConstructor && Object.hasOwn(member, 'prototype'))
      return 'It contains a field named constructor.prototype.'
    const fault = faultOf(member)
    if (fault !== null) return fault
  }
  return null
}

/**
 * Parses JSON from a file that anyone may have written.
 *
 * Refuses what JSON.parse lets through and later code stumbles over: nesting that no program can copy, numbers that became
 * infinite, and names that reach into prototypes.
 */
export function parseJson(text: string): ParsedJson {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (withoutMark.trim() === '') return { ok: false, reason: 'It is empty.' }
  if (isTooDeep(withoutMark)) return { ok: false, reason: `It is nested more than ${DEEPEST} levels deep.` }
  let value: unknown
  try {
    value = JSON.parse(withoutMark)
  } catch {
    return { ok: false, reason: 'It is not complete JSON.' }
  }
  const fault = faultOf(value)
  return fault === null ? { ok: true, value } : { ok: false, reason: fault }
}
