import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RunSummary } from '#shared/records/run-summary'
import { useRunsStore } from '../../../src-renderer/stores/runs-store'
import { exampleRun } from '../../helpers/example-runs'
import { type FakePort, installFakeLab } from '../../helpers/fake-lab'
import { settled } from '../helpers'

const run = (id: string, title = '', startedAt: string | null = '2026-11-01T10:00:00.000Z') =>
  exampleRun(id, { annotations: { title }, record: { startedAt } })

describe('the runs of the library', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('come in portions, before or after main has said how many', async () => {
    const lab = installFakeLab({
      'runs:list': (nonce) => {
        const port = lab.handPort(nonce)
        port.onmessage?.({ data: [run('a'), run('b')] })
        setTimeout(() => port.onmessage?.({ data: [run('c')] }))
        return 3
      },
    })
    const store = useRunsStore()
    await store.start()

    expect([...store.byId.keys()]).toEqual(['a', 'b', 'c'])
    expect([store.loaded, store.answered]).toEqual([true, true])
  })

  it('are there while main still reads, and one that changed meanwhile comes again', async () => {
    let ended: (count: number) => void = () => undefined
    let port: FakePort | null = null
    const lab = installFakeLab({
      'runs:list': (nonce) => {
        port = lab.handPort(nonce)
        return new Promise((resolve) => (ended = resolve))
      },
    })
    const store = useRunsStore()
    const started = store.start()
    await settled()
    const send = (data: readonly RunSummary[]): void => port?.onmessage?.({ data })
    send([run('a', 'read')])
    expect(store.all.map(({ record }) => record.id)).toEqual(['a'])
    expect([store.loaded, store.answered]).toEqual([false, false])

    send([run('b'), run('a', 'recovered')])
    ended(3)
    await started
    expect(store.all.map(({ record, annotations }) => [record.id, annotations.title])).toEqual([
      ['a', 'recovered'],
      ['b', ''],
    ])
    expect([store.loaded, store.answered]).toEqual([true, true])
  })

  it('are asked for once, however many pages start', async () => {
    const lab = installFakeLab({ 'runs:list': () => 0 })
    const store = useRunsStore()
    await Promise.all([store.start(), store.start()])
    await store.start()

    expect(lab.count('runs:list')).toBe(1)
    expect(store.all).toEqual([])
  })

  it('keep what changed while the list was on its way', async () => {
    const lab = installFakeLab({
      'runs:list': (nonce) => {
        const port = lab.handPort(nonce)
        lab.emit('runs:changed', [run('a', 'new')], [])
        port.onmessage?.({ data: [run('a', 'old'), run('b')] })
        return 2
      },
    })
    const store = useRunsStore()
    await store.start()

    expect(store.all.map(({ record, annotations }) => [record.id, annotations.title])).toEqual([
      ['a', 'new'],
      ['b', ''],
    ])
  })

  it('follow main, newest first, and those without a start last', async () => {
    const lab = installFakeLab({ 'runs:list': () => 0 })
    const store = useRunsStore()
    await store.start()
    const [early, late] = ['2026-11-01T10:00:00.000Z', '2026-11-02T10:00:00.000Z']
    lab.emit('runs:changed', [run('early', '', early), run('none', '', null), run('late', '', late)], [])
    expect(store.newestFirst.map(({ record }) => record.id)).toEqual(['late', 'early', 'none'])

    lab.emit('runs:changed', [], ['late'])
    expect(store.newestFirst.map(({ record }) => record.id)).toEqual(['early', 'none'])
  })

  it('that cannot be listed leave the pages answered, with a reason', async () => {
    installFakeLab({
      'runs:list': () => {
        throw new Error('The library is a file.')
      },
    })
    const store = useRunsStore()

    await expect(store.start()).rejects.toThrow('The library is a file.')
    await settled()
    expect([store.loaded, store.answered]).toEqual([false, true])
  })
})
