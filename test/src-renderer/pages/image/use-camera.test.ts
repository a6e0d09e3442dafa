import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useCamera } from '../../../../src-renderer/pages/image/camera/use-camera'
import { type FakeLab, installFakeLab } from '../../../helpers/fake-lab'
import { settled, useInWindow } from '../../helpers'

interface Track extends EventTarget {
  readonly isStopped: boolean
}

function fakeStream(): { readonly stream: MediaStream; readonly track: Track } {
  let isStopped = false
  const track = Object.assign(new EventTarget(), {
    stop: () => (isStopped = true),
    getSettings: () => ({ deviceId: 'a' }),
  })
  Object.defineProperty(track, 'isStopped', { get: () => isStopped })
  const tracks = (): readonly unknown[] => [track]
  return {
    stream: { getTracks: tracks, getVideoTracks: tracks } as unknown as MediaStream,
    track: track as unknown as Track,
  }
}

const getUserMedia = vi.fn<(wanted: MediaStreamConstraints) => Promise<MediaStream>>()
let lab: FakeLab
let isAllowed = true

beforeEach(() => {
  isAllowed = true
  lab = installFakeLab({ 'camera:open': () => isAllowed, 'camera:close': () => undefined })
  getUserMedia.mockReset()
  const enumerateDevices = (): Promise<unknown> =>
    Promise.resolve([
      { kind: 'videoinput', deviceId: 'a', label: 'One' },
      { kind: 'audioinput', deviceId: 'm', label: 'Microphone' },
    ])
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getUserMedia, enumerateDevices },
  })
})
afterEach(() => Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' }))

describe('the camera', () => {
  it('is asked for only when it is turned on, and then without sound', async () => {
    const { stream } = fakeStream()
    getUserMedia.mockResolvedValue(stream)
    const { result, unmount } = useInWindow(useCamera)
    expect([lab.count('camera:open'), getUserMedia.mock.calls.length]).toEqual([0, 0])
    await result.start()

    expect(getUserMedia.mock.calls[0]?.[0].audio).toBe(false)
    expect([result.state.value.kind, result.stream.value, result.choices.value]).toEqual([
      'on',
      stream,
      [{ value: 'a', label: 'One' }],
    ])
    unmount()
  })

  it.each([
    ['the view goes', (unmount: () => void) => unmount()],
    ['the page is unloaded', () => window.dispatchEvent(new Event('pagehide'))],
    [
      'the window is hidden',
      () => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })
        document.dispatchEvent(new Event('visibilitychange'))
      },
    ],
  ])('stops, and main is told, when %s', async (_, leave) => {
    const { stream, track } = fakeStream()
    getUserMedia.mockResolvedValue(stream)
    const { result, unmount } = useInWindow(useCamera)
    await result.start()
    leave(unmount)
    await settled()

    expect([track.isStopped, lab.count('camera:close'), result.stream.value]).toEqual([true, 1, null])
    unmount()
  })

  it('that comes after it was given up is stopped at once', async () => {
    const { stream, track } = fakeStream()
    let give: (stream: MediaStream) => void = () => undefined
    getUserMedia.mockReturnValue(new Promise((resolve) => (give = resolve)))
    const { result, unmount } = useInWindow(useCamera)
    const starting = result.start()
    await settled()
    unmount()
    give(stream)
    await starting

    expect([track.isStopped, result.stream.value]).toEqual([true, null])
  })

  it.each([
    ['NotFoundError', 'none'],
    ['NotAllowedError', 'refused'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'failed'],
  ])('that fails with %s is told as %s, and main closes its gate', async (name, fault) => {
    getUserMedia.mockRejectedValue(new DOMException('no', name))
    const { result, unmount } = useInWindow(useCamera)
    await result.start()

    expect(result.state.value).toEqual({ kind: 'fault', fault })
    expect(lab.count('camera:close')).toBe(1)
    unmount()
  })

  it('that the system refuses is not even asked for', async () => {
    isAllowed = false
    const { result, unmount } = useInWindow(useCamera)
    await result.start()

    expect([result.state.value, getUserMedia.mock.calls.length]).toEqual([
      { kind: 'fault', fault: 'refused' },
      0,
    ])
    unmount()
  })

  it('that is unplugged is told', async () => {
    const { stream, track } = fakeStream()
    getUserMedia.mockResolvedValue(stream)
    const { result, unmount } = useInWindow(useCamera)
    await result.start()
    track.dispatchEvent(new Event('ended'))
    await nextTick()

    expect(result.state.value).toEqual({ kind: 'fault', fault: 'lost' })
    unmount()
  })
})
