import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '#shared/experiment/experiment'
import type { EngineName } from '#shared/kernels/kernels'
import type { Mark, Trainee } from './trainee'
import { startTrainee } from './trainee'

/** Milliseconds during which one program runs while the other one stands still. */
const SLICE = 100

export interface Comparison {
  /** Processor time a step of this build, as a share of the other's: below 1 this one is faster. */
  readonly ratio: number
  /** The lowest and the highest of the parts of the training that were compared. */
  readonly range: readonly [lowest: number, highest: number]
  /** Milliseconds of processor time a step, all threads together. */
  readonly milliseconds: readonly [ours: number, theirs: number]
  readonly sameWeights: boolean
}

/**
 * Trains the same in two built checkouts at the same time and compares the processor seconds that their steps take.
 *
 * The two take turns in slices of a tenth of a second: one runs, the other is stopped by a signal. So both meet the same
 * moments of the machine, its clock and its other programs, and the ratio holds to about half a per cent where their speeds,
 * measured one after the other, differ by tenths.
 */
export async function compareBuilds(
  folders: readonly [ours: string, theirs: string],
  experiment: Experiment,
  engine: EngineName,
  threads: number,
): Promise<Comparison> {
  const place = mkdtempSync(join(tmpdir(), 'bench-compare-'))
  const design = join(place, 'design.json')
  writeFileSync(design, JSON.stringify(experiment))
  const words = ['train', '--design', design, '--engine', engine, '--threads', String(threads), '--json']
  const trainees = folders.map((folder, index) =>
    startTrainee(folder, [...words, '--library', join(place, String(index))]),
  )
  try {
    await takeTurns(trainees)
    const [ours, theirs] = await Promise.all(trainees.map(({ finished }) => finished))
    return {
      ...compareMarks(ours.marks, theirs.marks),
      sameWeights: ours.weightsSha256 === theirs.weightsSha256,
    }
  } finally {
    for (const trainee of trainees) trainee.end()
    rmSync(place, { recursive: true, force: true })
  }
}

/** Lets one after the other run for a slice until all have finished. */
async function takeTurns(trainees: readonly Trainee[]): Promise<void> {
  for (const trainee of trainees) trainee.halt()
  while (trainees.some((trainee) => !trainee.over())) {
    for (const trainee of trainees) {
      if (trainee.over()) continue
      trainee.goOn()
      await sleep(SLICE)
      trainee.halt()
    }
  }
}

/** The cost of a step between each two marks of a training; start and evaluation lie outside the marks. */
function costs(marks: readonly Mark[]): readonly number[] {
  return marks.slice(1).map(({ iteration, seconds }, index) => {
    const before = marks[index]
    return (seconds - before.seconds) / (iteration - before.iteration)
  })
}

function wholeCost(marks: readonly Mark[]): number {
  return costs([marks[0], marks[marks.length - 1]])[0]
}

/** Ratio of the costs of a step, over the whole and over each part between two marks. */
export function compareMarks(
  ours: readonly Mark[],
  theirs: readonly Mark[],
): Omit<Comparison, 'sameWeights'> {
  const parts = Math.min(ours.length, theirs.length) - 1
  if (parts < 1)
    throw new Error('The training was too short to be compared; --iterations takes a larger number.')
  const [own, other] = [costs(ours), costs(theirs)]
  const ratios = Array.from({ length: parts }, (_, part) => own[part] / other[part])
  const [cost, otherCost] = [wholeCost(ours), wholeCost(theirs)]
  return {
    ratio: cost / otherCost,
    range: [Math.min(...ratios), Math.max(...ratios)],
    milliseconds: [1000 * cost, 1000 * otherCost],
  }
}
