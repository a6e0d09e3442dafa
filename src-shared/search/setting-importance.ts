import { createRandomStream, type RandomStream } from '../random/random-stream'
import { cellAt, cellDensity, cellsOf, pearsonDivergence } from './cell-density'
import type { Coordinate } from './coordinates'
import { coordinatesOfRange } from './coordinates'
import type { KnownTrial } from './sampler'
import type { SearchSpace } from './search-space'

/** Below so many trials nothing is said. */
export const FEWEST_TRIALS_FOR_IMPORTANCE = 10

const GOOD_SHARE = 0.1
const FEWEST_GOOD = 5
/** Each of the two ways to ask how sure it is has rounds and draws of its own; as few as do, because a window waits for it. */
const AGAIN = { rounds: 40, draws: 2 } as const
const BLIND = { rounds: 100, draws: 3 } as const

/** How much one setting decided whether a trial was among the best. */
export interface SettingImportance {
  readonly path: string
  /** Its part of all the settings' importance; they sum to 1. */
  readonly share: number
  /** Where 90 % of the shares lie when the trials are drawn again and again from those that there are. */
  readonly low: number
  readonly high: number
  /** Whether a setting that decides nothing would seem as important in more than 1 of 20 searches of so many trials. */
  readonly mayBeChance: boolean
}

interface Column {
  readonly coordinate: Coordinate
  /** In which cell each trial lies, the best trial first. */
  readonly cells: Uint32Array
}

/** The coordinates of one setting. */
interface SettingColumns {
  readonly path: string
  readonly columns: readonly Column[]
}

/** Ranks of trials, 0 the best. */
type Ranks = Uint32Array

function goodCount(trials: number): number {
  return Math.max(FEWEST_GOOD, Math.ceil(GOOD_SHARE * trials))
}

function countCells({ coordinate, cells }: Column, ranks: Ranks): Float64Array {
  const counts = new Float64Array(cellsOf(coordinate))
  for (const rank of ranks) {
    const cell = cells[rank] ?? 0
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}

/** The density of each coordinate of a setting. */
type Densities = readonly Float64Array[]

function densitiesOf(settings: readonly SettingColumns[], ranks: Ranks): readonly Densities[] {
  return settings.map(({ columns }) =>
    columns.map((column) => cellDensity(column.coordinate, countCells(column, ranks))),
  )
}

function divergencesOf(good: readonly Densities[], all: readonly Densities[]): readonly number[] {
  return good.map((densities, setting) => {
    const divergences = densities.map((density, column) =>
      pearsonDivergence(density, all[setting]?.[column] ?? density),
    )
    // A list of layers is as important as the one of its coordinates that is the most.
    return Math.max(0, ...divergences)
  })
}

function sharesOf(divergences: readonly number[]): readonly number[] {
  const sum = divergences.reduce((total, divergence) => total + divergence, 0)
  return divergences.map((divergence) => (sum > 0 ? divergence / sum : 1 / divergences.length))
}

function columnsOf(space: SearchSpace, best: readonly KnownTrial[]): readonly SettingColumns[] {
  let at = 0
  return Object.entries(space).map(([path, range]) => {
    const columns = coordinatesOfRange(range).map((coordinate, offset): Column => {
      const cells = Uint32Array.from(best, ({ point }) =>
        cellAt(point[at + offset] ?? 0, cellsOf(coordinate)),
      )
      return { coordinate, cells }
    })
    at += columns.length
    return { path, columns }
  })
}

const ascending = (a: number, b: number): number => a - b

/** As many ranks as there are trials, drawn from them with replacement, in their order. */
function drawnAgain(trials: number, stream: RandomStream): Ranks {
  const times = new Uint32Array(trials)
  for (let draw = 0; draw < trials; draw++) {
    const rank = stream.below(trials)
    times[rank] = (times[rank] ?? 0) + 1
  }
  const ranks = new Uint32Array(trials)
  let place = 0
  times.forEach((count, rank) => {
    ranks.fill(rank, place, place + count)
    place += count
  })
  return ranks
}

/** The first of a random order: a set of "good" trials that has nothing to do with how good they are. */
function drawnBlindly(all: Ranks, count: number, stream: RandomStream): Ranks {
  const trials = all.length
  const order = all.slice()
  for (let place = 0; place < count; place++) {
    const other = place + stream.below(trials - place)
    const rank = order[place] ?? 0
    order[place] = order[other] ?? 0
    order[other] = rank
  }
  return order.slice(0, count)
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted(ascending)
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0
}

function repeat<T>(
  { rounds, draws }: typeof AGAIN | typeof BLIND,
  make: (stream: RandomStream) => T,
): readonly T[] {
  return Array.from({ length: rounds }, (_, round) => make(createRandomStream(0, 'search', round, draws)))
}

/**
 * How important every setting was, the most important first; empty for too few trials.
 *
 * PED-ANOVA (S. Watanabe, A. Bansal and F. Hutter, IJCAI 2023): how far the best tenth of the trials is spread otherwise over a setting
 * than all of them. A setting on which it does not matter leaves the best where all are.
 */
export function settingImportance(
  space: SearchSpace,
  known: readonly KnownTrial[],
): readonly SettingImportance[] {
  const count = known.length
  const paths = Object.keys(space)
  if (count < FEWEST_TRIALS_FOR_IMPORTANCE || paths.length === 0) return []
  const best = known.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity) || 0)
  const settings = columnsOf(space, best)
  const all = Uint32Array.from(best, (_, rank) => rank)
  const good = goodCount(count)
  const every = densitiesOf(settings, all)
  const divergences = divergencesOf(densitiesOf(settings, all.slice(0, good)), every)
  const again = repeat(AGAIN, (stream) => {
    const ranks = drawnAgain(count, stream)
    return sharesOf(divergencesOf(densitiesOf(settings, ranks.slice(0, good)), densitiesOf(settings, ranks)))
  })
  const blind = repeat(BLIND, (stream) => {
    const ranks = drawnBlindly(all, good, stream)
    return divergencesOf(densitiesOf(settings, ranks), every)
  })
  const ofSetting = (table: readonly (readonly number[])[], setting: number): readonly number[] =>
    table.map((row) => row[setting] ?? 0)
  return sharesOf(divergences)
    .map((share, setting) => ({
      path: paths[setting] ?? '',
      share,
      low: Math.min(share, quantile(ofSetting(again, setting), 0.05)),
      high: Math.max(share, quantile(ofSetting(again, setting), 0.95)),
      mayBeChance: (divergences[setting] ?? 0) <= quantile(ofSetting(blind, setting), 0.95),
    }))
    .sort((a, b) => b.share - a.share)
}
