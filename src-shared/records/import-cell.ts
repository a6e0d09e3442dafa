import { unguardedText } from './csv-write'

/** A cell that could not be read; the reason is a part of a sentence that names the column. */
export class CellProblem extends Error {}

const MISSING = new Set(['', 'nan', 'none', 'null', 'na', 'n/a', '<na>', 'nat'])
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const LONGEST_SHOWN = 40

/** Whether pandas would read the cell as missing. */
export function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim().toLowerCase())
}

/** The cell as a sentence shows it. */
export function shownCell(cell: string): string {
  const text = cell.trim()
  return `“${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}”`
}

function required(cell: string): string {
  if (isMissing(cell)) throw new CellProblem('is empty')
  return cell.trim()
}

/** A finite number that the cell holds. */
export function readNumber(cell: string): number {
  const text = required(cell)
  const value = Number(text)
  if (!NUMBER.test(text) || !Number.isFinite(value))
    throw new CellProblem(`is ${shownCell(text)}, which is not a number`)
  return value
}

/** A number within limits. */
export function readNumberWithin(cell: string, least: number, most: number): number {
  const value = readNumber(cell)
  if (value < least || value > most) {
    throw new CellProblem(`is ${value}, but must be between ${least} and ${most}`)
  }
  return value
}

/** A whole number within limits; `512.0` is whole. */
export function readWhole(cell: string, least: number, most: number): number {
  const value = readNumberWithin(cell, least, most)
  if (!Number.isInteger(value)) throw new CellProblem(`is ${value}, but must be a whole number`)
  return value
}

/** A truth value as Python, a spreadsheet or a database writes it. */
export function readBoolean(cell: string): boolean {
  const text = required(cell).toLowerCase()
  if (text === 'true' || text === '1' || text === '1.0') return true
  if (text === 'false' || text === '0' || text === '0.0') return false
  throw new CellProblem(`is ${shownCell(text)}, but must be True or False`)
}

/** Widths such as `[512, 256, 128]`; `512-256` and a bare `100` are read too. */
export function readWidths(cell: string, mostLayers: number, widest: number): readonly number[] {
  const inside = required(cell)
    .replace(/^[[(]\s*/, '')
    .replace(/\s*,?\s*[\])]$/, '')
  if (inside === '') return []
  const widths = inside.split(/[\s,x×-]+/).map(Number)
  if (widths.some((width) => !Number.isInteger(width) || width < 1)) {
    throw new CellProblem(`is ${shownCell(cell)}, which is not a list of layer widths such as [256, 64]`)
  }
  if (widths.length > mostLayers)
    throw new CellProblem(`has ${widths.length} layers, but at most ${mostLayers} are allowed`)
  const tooWide = widths.find((width) => width > widest)
  if (tooWide !== undefined)
    throw new CellProblem(`has a layer of ${tooWide}, but at most ${widest} are allowed`)
  return widths
}

/** A word that one of the tables of words knows. */
export function readWord<T>(cell: string, read: (word: string) => T | null): T {
  const text = required(unguardedText(cell))
  const value = read(text)
  if (value === null) throw new CellProblem(`is ${shownCell(text)}, which this lab does not know`)
  return value
}
