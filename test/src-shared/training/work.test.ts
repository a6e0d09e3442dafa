import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWork } from '#shared/training/work'
import type { Work } from '#shared/training/work'

/** How often each row of each piece was taken, with threads that run in turns as `turns` says. */
function divide(counts: readonly number[], threads: number, turns: Iterator<number>): readonly number[][] {
  const words = new Int32Array(threads)
  const taken = counts.map((count) => Array.from({ length: count }, () => 0))
  const team = Array.from({ length: threads }, (_, thread) => ({
    work: createWork(words, thread, threads),
    piece: -1,
  }))
  const begin = (member: { work: Work; piece: number }): void => {
    member.piece += 1
    if (member.piece < counts.length) member.work.begin(counts[member.piece])
  }
  team.forEach(begin)
  while (team.some(({ piece }) => piece < counts.length)) {
    const busy = team.filter(({ piece }) => piece < counts.length)
    const member = busy[turns.next().value % busy.length]
    if (member.work.take()) {
      for (let row = member.work.from; row < member.work.to; row += 1) taken[member.piece][row] += 1
    } else begin(member)
  }
  return taken
}

function* inTurn(): Generator<number, number> {
  for (let turn = 0; ; turn += 1) yield turn
}

describe('work of several threads', () => {
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

  it('should still be complete after more pieces than are counted, most of them too small for all threads', () => {
    for (const small of [32_000, 40_000, 65_536, 70_000]) {
      const counts = [...Array.from({ length: small }, () => 16), 300]
      expect(
        divide(counts, 3, inTurn())
          .at(-1)
          ?.every((times) => times === 1),
      ).toBe(true)
    }
  })

  it('should begin every part at a multiple of sixteen rows', () => {
    const work = createWork(new Int32Array(2), 1, 2)
    work.begin(100)
    const parts: (readonly [number, number])[] = []
    while (work.take()) parts.push([work.from, work.to])
    expect(parts.every(([from]) => from % 16 === 0)).toBe(true)
    expect(Math.max(...parts.map(([, to]) => to))).toBe(100)
    // Its own half first.
    expect(parts[0][0]).toBeGreaterThanOrEqual(48)
  })

  it('should refuse more rows than its words can count', () => {
    expect(() => createWork(new Int32Array(1), 0, 1).begin(2 ** 20)).toThrow('1048576 rows cannot be divided')
  })
})
