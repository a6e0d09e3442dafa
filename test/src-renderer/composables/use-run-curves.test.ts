import { describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { useRunCurves } from '../../../src-renderer/composables/use-run-curves'
import { exampleRun } from '../../helpers/example-runs'
import { installFakeLab } from '../../helpers/fake-lab'
import { smallCurves } from '../../helpers/small-runs'
import { settled, useInWindow } from '../helpers'

describe('the curves on the screen', () => {
  it('grow while the run that is shown goes on', async () => {
    let points = 2
    const lab = installFakeLab({ 'runs:curves': (id) => smallCurves(id, points) })
    const { result } = useInWindow(() => useRunCurves(shallowRef(['a', 'b'])))
    await settled()
    const other = result.curves.value.get('b')
    points = 6
    lab.emit('runs:changed', [exampleRun('a')], [])
    lab.emit('runs:changed', [exampleRun('elsewhere')], [])
    await settled()

    expect(result.curves.value.get('a')?.training.iteration).toHaveLength(6)
    expect(result.curves.value.get('b')).toBe(other)
  })

  it('appear when a run that had none yet has written some', async () => {
    let isWritten = false
    const lab = installFakeLab({ 'runs:curves': (id) => (isWritten ? smallCurves(id) : null) })
    const { result } = useInWindow(() => useRunCurves(shallowRef(['a'])))
    await settled()
    expect(result.curves.value.size).toBe(0)
    isWritten = true
    lab.emit('runs:changed', [exampleRun('a')], [])
    await settled()

    expect(result.curves.value.get('a')).toEqual(smallCurves('a'))
  })

  it('stand still while nothing of what is shown changes', async () => {
    const lab = installFakeLab({ 'runs:curves': (id) => smallCurves(id) })
    const { result } = useInWindow(() => useRunCurves(shallowRef(['a'])))
    await settled()
    const before = result.curves.value
    lab.emit('runs:changed', [exampleRun('b')], ['c'])
    await settled()

    expect(result.curves.value).toBe(before)
  })

  it('are those of the runs that were chosen last', async () => {
    installFakeLab({ 'runs:curves': (id) => smallCurves(id) })
    const ids = shallowRef(['a', 'b'])
    const { result } = useInWindow(() => useRunCurves(ids))
    await settled()
    ids.value = ['b', 'c']
    await settled()

    expect([...result.curves.value.keys()]).toEqual(['b', 'c'])
  })

  it('are missing with a sentence that says why', async () => {
    installFakeLab({
      'runs:curves': () => {
        throw new Error('The curves of run a cannot be used: they are cut off.')
      },
    })
    const { result } = useInWindow(() => useRunCurves(shallowRef(['a'])))
    await settled()

    expect(result.problem.value).toBe('The curves of run a cannot be used: they are cut off.')
  })
})
