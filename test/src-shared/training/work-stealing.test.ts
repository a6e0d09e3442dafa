import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkStealing } from '#shared/training/work-stealing'
import { createWorkStealing } from '#shared/training/work-stealing'

/** How often each row of each task was taken, with threads that run in turns as `turns` says. */
function divide(counts: readonly number[], threads: number, turns: Iterator<number>): readonly number[][] {
  const words = new Int32Array(threads)
  const taken = counts.map((count) => Array.from({ length: count }, () => 0))
  const team = Array.from({ length: threads }, (_, thread) => ({
    work: createWorkStealing(words, thread, threads),
    task: -1,
  }))
  const begin = (member: { work: WorkStealing; task: number }): void => {
    member.task += 1
    if (member.task < counts.length) member.work.begin(counts[member.task])
  }
  team.forEach(begin)
  while (team.some(({ task }) => task < counts.length)) {
    const busy = team.filter(({ task }) => task < counts.length)
    const member = busy[turns.next().value % busy.length]
    if (member.work.take()) {
      for (let row = member.work.from; row < member.work.to; row += 1) taken[member.task][row] += 1
    } else begin(member)
  }
  return taken
}

function* inTurn(): Generator<number, number> {
  for (let turn = 0; ; turn += 1) yield turn
}

describe('work stealing', () => {
  it('should be taken once and completely, whoever is fast', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 700 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.nat({ max: 59 })),
        (counts, threads, turns) => {
          for (const rows of divide(counts, threads, turns))
            expect(rows.every((times) => times === 1)).toBe(true)
        },
      ),
    )
  })

  it('should still be complete after more tasks than are counted, most of them too small for all threads', () => {
    for (const small of [32_000, 40_000, 65_536, 70_000]) {
      const counts = [...Array.from({ length: small }, () => 16), 300]
      expect(
        divide(counts, 3, inTurn())
          .at(-1)
          ?.every((times) => times === 1),
      ).toBe(true)
    }
  })

  it('should begin whatever is taken at a multiple of sixteen rows', () => {
    const work = createWorkStealing(new Int32Array(2), 1, 2)
    work.begin(100)
    const ranges: (readonly [number, number])[] = []
    while (work.take()) ranges.push([work.from, work.to])
    expect(ranges.every(([from]) => from % 16 === 0)).toBe(true)
    expect(Math.max(...ranges.map(([, to]) => to))).toBe(100)
    // Its own half first.
    expect(ranges[0][0]).toBeGreaterThanOrEqual(48)
  })

  it('should refuse more rows than its words can count', () => {
    expect(() => createWorkStealing(new Int32Array(1), 0, 1).begin(2 ** 20)).toThrow(
      '1048576 rows cannot be divided',
    )
  })
})
