import { expect, test } from 'vitest'
import type { Notice } from '#shared/ipc'
import { createReleaseWatch, type ReleaseWatchOptions } from '../../../src-main/app/release-watch'

function watching(options: { readonly wanted: boolean; readonly newest: string; readonly told?: string }) {
  let told = options.told ?? null
  let asked = 0
  const notices: Notice[] = []
  const settings = {
    get: () => ({ lookForReleases: options.wanted }),
    toldRelease: () => told,
    setToldRelease: async (version: string) => {
      told = version
    },
  } as unknown as ReleaseWatchOptions['settings']
  const watch = createReleaseWatch({
    ...{ settings, version: '0.2.0', wait: 0 },
    ask: async () => {
      asked += 1
      return options.newest
    },
    tell: (notice) => notices.push(notice),
  })
  const settled = async (): Promise<{ readonly asked: number; readonly notices: readonly Notice[] }> => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    return { asked, notices }
  }
  return { watch, settled }
}

test('nobody is asked who did not say so', async () => {
  const { settled } = watching({ wanted: false, newest: '0.3.0' })
  expect(await settled()).toEqual({ asked: 0, notices: [] })
})

test('a newer release is told once, an older or the same one never', async () => {
  const first = watching({ wanted: true, newest: '0.3.0' })
  const notice = { kind: 'info', key: 'newerRelease', values: { version: '0.3.0' } }
  expect(await first.settled()).toEqual({ asked: 1, notices: [notice] })
  expect(await watching({ wanted: true, newest: '0.3.0', told: '0.3.0' }).settled()).toEqual({
    asked: 1,
    notices: [],
  })
  expect(await watching({ wanted: true, newest: '0.4.0', told: '0.3.0' }).settled()).toMatchObject({
    notices: [{ values: { version: '0.4.0' } }],
  })
  for (const newest of ['0.2.0', '0.1.9'])
    expect(await watching({ wanted: true, newest }).settled()).toMatchObject({ notices: [] })
})

test('who asks themselves is answered, whatever the setting says', async () => {
  const { watch } = watching({ wanted: false, newest: '0.3.0' })
  watch.close()
  expect(await watch.look()).toEqual({ newest: '0.3.0', isNewer: true })
})
