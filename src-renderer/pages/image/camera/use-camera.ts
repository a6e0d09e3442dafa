import { useDocumentVisibility, useEventListener } from '@vueuse/core'
import { onBeforeUnmount, onDeactivated, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { lab } from '../../../bridge/lab'
import { type CameraFault, cameraFault } from './camera-fault'

export type CameraState =
  { readonly kind: 'off' | 'starting' | 'on' } | { readonly kind: 'fault'; readonly fault: CameraFault }

export interface CameraChoice {
  readonly value: string
  readonly label: string
}

// A network sees 28 pixels: more would only cost.
const WANTED = { width: { ideal: 640 }, height: { ideal: 640 } } as const

async function cameras(): Promise<readonly CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ value: deviceId, label }))
}

/**
 * The stream of a camera. It is asked for by a click, and ends with the tab, the page or the window that showed it: the light of
 * the camera is on only while somebody sees its picture.
 */
export function useCamera(): {
  readonly state: ShallowRef<CameraState>
  readonly stream: ShallowRef<MediaStream | null>
  readonly choices: ShallowRef<readonly CameraChoice[]>
  readonly chosen: Ref<string | undefined>
  readonly start: (device?: string) => Promise<void>
  readonly stop: () => void
} {
  const state = shallowRef<CameraState>({ kind: 'off' })
  const stream = shallowRef<MediaStream | null>(null)
  const choices = shallowRef<readonly CameraChoice[]>([])
  const chosen = ref<string>()
  // A stream may come after it was given up, or after the next one was asked for.
  let attempt = 0

  function release(): void {
    attempt += 1
    for (const track of stream.value?.getTracks() ?? []) track.stop()
    stream.value = null
  }

  function stop(): void {
    if (state.value.kind === 'off') return
    release()
    state.value = { kind: 'off' }
    void lab.request('camera:close').catch(() => undefined) // The window is going.
  }

  function fail(fault: CameraFault): void {
    stop()
    state.value = { kind: 'fault', fault }
  }

  async function start(device?: string): Promise<void> {
    release()
    const mine = attempt
    state.value = { kind: 'starting' }
    try {
      if (!(await lab.request('camera:open'))) return fail('refused')
      const video = device === undefined ? WANTED : { ...WANTED, deviceId: { exact: device } }
      const opened = await navigator.mediaDevices.getUserMedia({ video, audio: false })
      const [track] = opened.getVideoTracks()
      if (mine !== attempt || track === undefined) return opened.getTracks().forEach((each) => each.stop())
      track.addEventListener('ended', () => fail('lost'), { once: true })
      stream.value = opened
      state.value = { kind: 'on' }
      chosen.value = track.getSettings().deviceId
      choices.value = await cameras()
    } catch (error) {
      if (mine === attempt) fail(cameraFault(error))
    }
  }

  const visibility = useDocumentVisibility()
  watch(visibility, (now) => {
    if (now === 'hidden') stop()
  })
  useEventListener(window, 'pagehide', stop)
  onDeactivated(stop)
  onBeforeUnmount(stop)
  return { state, stream, choices, chosen, start, stop }
}
