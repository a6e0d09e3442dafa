import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RunCurves } from '#shared/records/run-record'
import { useCurvesStore } from '../../../src-renderer/stores/curves-store'
import { exampleRun } from '../../helpers/example-runs'
import { installFakeLab } from '../../helpers/fake-lab'
import { smallCurves } from '../../helpers/small-runs'

describe('curves that are kept', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('are read from the disk once while the run stays as it is', async () => {
    const lab = installFakeLab({ 'runs:curves': (id) => smallCurves(id) })
    const store = useCurvesStore()

    expect(await store.read('a')).toEqual(smallCurves('a'))
    expect(await store.read('a')).toEqual(smallCurves('a'))
    expect(lab.count('runs:curves')).toBe(1)
  })

  it('are read anew when the run has gone on', async () => {
    let points = 3
    const lab = installFakeLab({ 'runs:curves': (id) => smallCurves(id, points) })
    const store = useCurvesStore()
    await store.read('a')
    await store.read('b')
    points = 5
    lab.emit('runs:changed', [exampleRun('a')], [])

    expect((await store.read('a'))?.training.iteration).toHaveLength(5)
    expect((await store.read('b'))?.training.iteration).toHaveLength(3)
  })

  it('are those of a removed run no longer', async () => {
    let found: RunCurves | null = smallCurves('a')
    const lab = installFakeLab({ 'runs:curves': () => found })
    const store = useCurvesStore()
    await store.read('a')
    found = null
    lab.emit('runs:changed', [], ['a'])

    expect(await store.read('a')).toBeNull()
  })

  it('are not an answer that was on its way when the run changed', async () => {
    const answers: ((curves: RunCurves) => void)[] = []
    const lab = installFakeLab({ 'runs:curves': () => new Promise((answer) => answers.push(answer)) })
    const store = useCurvesStore()
    const early = store.read('a')
    await Promise.resolve()
    lab.emit('runs:changed', [exampleRun('a')], [])
    answers[0]?.(smallCurves('a', 3))
    await early
    const late = store.read('a')
    await Promise.resolve()
    answers[1]?.(smallCurves('a', 5))

    expect((await late)?.training.iteration).toHaveLength(5)
    expect((await store.read('a'))?.training.iteration).toHaveLength(5)
  })

  it('come after a failure, and after none were there', async () => {
    const answers = [
      () => {
        throw new Error('The disk is away.')
      },
      () => null,
      () => smallCurves('a'),
    ]
    installFakeLab({ 'runs:curves': () => answers.shift()?.() ?? null })
    const store = useCurvesStore()

    await expect(store.read('a')).rejects.toThrow('The disk is away.')
    expect(await store.read('a')).toBeNull()
    expect(await store.read('a')).toEqual(smallCurves('a'))
  })

  it('are few, whatever was shown before', async () => {
    const lab = installFakeLab({ 'runs:curves': (id) => smallCurves(id) })
    const store = useCurvesStore()
    for (let run = 0; run < 100; run += 1) await store.read(`run-${String(run)}`)
    await store.read('run-99')
    expect(lab.count('runs:curves')).toBe(100)

    await store.read('run-0')
    expect(lab.count('runs:curves')).toBe(101)
  })
})
