import type { WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { createCameraGate } from '../../../src-main/app/camera-gate'
import { isGranted, mayHave } from '../../../src-main/app/permissions'

vi.mock('electron', () => ({ systemPreferences: {} }))

const origin = 'app://lab'
const open = { origin, isCameraOpen: true }
const closed = { origin, isCameraOpen: false }
const own = { requestingUrl: `${origin}/index.html`, isMainFrame: true }

describe('a permission', () => {
  it('is given for the clipboard, and for nothing that is not named', () => {
    expect(isGranted('clipboard-read', own, closed)).toBe(true)
    for (const name of [
      'geolocation',
      'notifications',
      'midi',
      'display-capture',
      'fullscreen',
      'openExternal',
    ])
      expect(`${name} ${isGranted(name, own, open)}`).toBe(`${name} false`)
  })

  it('is given for a camera without sound, while the camera view is open', () => {
    expect(isGranted('media', { ...own, mediaTypes: ['video'] }, open)).toBe(true)
    expect(isGranted('media', { ...own, mediaTypes: ['video'] }, closed)).toBe(false)
    for (const mediaTypes of [['audio'], ['video', 'audio'], ['audio', 'video'], [], undefined] as const) {
      const request = mediaTypes === undefined ? own : { ...own, mediaTypes }
      expect(isGranted('media', request, open)).toBe(false)
    }
  })

  it('is given to the page of the lab alone, and not to a frame in it', () => {
    const request = { ...own, mediaTypes: ['video'] as const }
    expect(isGranted('media', { ...request, isMainFrame: false }, open)).toBe(false)
    for (const requestingUrl of ['app://lab.example/', 'https://example.com/', 'app://labor/', ''])
      expect(isGranted('media', { ...request, requestingUrl }, open)).toBe(false)
  })

  it('is told before it is asked for in the same way', () => {
    expect(mayHave('media', `${origin}/`, { mediaType: 'video' }, open)).toBe(true)
    expect(mayHave('media', `${origin}/`, { mediaType: 'video' }, closed)).toBe(false)
    expect(mayHave('media', `${origin}/`, { mediaType: 'audio' }, open)).toBe(false)
    expect(mayHave('media', `${origin}/`, { mediaType: 'unknown' }, open)).toBe(false)
    expect(mayHave('media', 'https://example.com/', { mediaType: 'video' }, open)).toBe(false)
    expect(mayHave('geolocation', `${origin}/`, {}, open)).toBe(false)
    expect(mayHave('clipboard-read', `${origin}/`, {}, closed)).toBe(true)
    expect(mayHave('clipboard-read', 'https://example.com/', {}, closed)).toBe(false)
  })
})

interface Page {
  readonly contents: WebContents
  readonly tell: (event: string, details?: object) => void
}

function fakePage(): Page {
  const listeners = new Map<string, (details: object) => void>()
  const listen = (event: string, listener: (details: object) => void): void =>
    void listeners.set(event, listener)
  return {
    contents: { on: listen, once: listen } as unknown as WebContents,
    tell: (event, details = {}) => listeners.get(event)?.(details),
  }
}

describe('the gate of the camera', () => {
  it('is closed until it is asked for, and closed again when the view is', async () => {
    const gate = createCameraGate(() => Promise.resolve(true))
    expect(gate.isOpen).toBe(false)
    expect(await gate.open()).toBe(true)
    expect(gate.isOpen).toBe(true)
    gate.close()
    expect(gate.isOpen).toBe(false)
  })

  it('stays closed where the system refuses, or the view was closed while it asked', async () => {
    const refused = createCameraGate(() => Promise.resolve(false))
    expect(await refused.open()).toBe(false)
    expect(refused.isOpen).toBe(false)

    const gate = createCameraGate(() => new Promise((resolve) => setImmediate(resolve, true)))
    const opening = gate.open()
    gate.close()
    await opening
    expect(gate.isOpen).toBe(false)
  })

  it.each([
    ['did-start-navigation', { isMainFrame: true, isSameDocument: false }],
    ['render-process-gone', {}],
    ['destroyed', {}],
  ])('closes when the page goes: %s', async (event, details) => {
    const page = fakePage()
    const gate = createCameraGate(() => Promise.resolve(true))
    gate.attach(page.contents)
    await gate.open()
    page.tell('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    expect(gate.isOpen).toBe(true)
    page.tell(event, details)
    expect(gate.isOpen).toBe(false)
  })
})
