import type { Page } from '@playwright/test'

/** What the page may do with the computer, of what the web offers; all but the clipboard should be missing. */
export function grantedPermissions(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names = [
      ...['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'persistent-storage', 'push'],
      ...['background-sync', 'background-fetch', 'periodic-background-sync', 'payment-handler', 'nfc'],
      ...['accelerometer', 'gyroscope', 'magnetometer', 'ambient-light-sensor', 'screen-wake-lock'],
      ...['idle-detection', 'local-fonts', 'window-management', 'storage-access', 'display-capture'],
      ...[
        'top-level-storage-access',
        'system-wake-lock',
        'captured-surface-control',
        'keyboard-lock',
        'pointer-lock',
      ],
    ]
    const granted: string[] = []
    for (const name of names) {
      const state = await navigator.permissions.query({ name: name as PermissionName }).then(
        (status) => status.state,
        () => 'unknown',
      )
      if (state === 'granted') granted.push(name)
    }
    const browser = window as unknown as Record<
      string,
      ((...values: unknown[]) => Promise<unknown>) | undefined
    >
    const asked: Readonly<Record<string, () => Promise<unknown> | undefined>> = {
      'a notification': async () => {
        if ((await Notification.requestPermission()) !== 'granted') throw new Error('refused')
      },
      'a place': () =>
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      MIDI: () => navigator.requestMIDIAccess({ sysex: true }),
      'all fonts': async () => {
        const fonts = await browser['queryLocalFonts']?.()
        if (!Array.isArray(fonts) || fonts.length === 0) throw new Error('refused')
      },
      'all screens': () => browser['getScreenDetails']?.(),
      'full screen': () => document.documentElement.requestFullscreen(),
      'the screen': () => navigator.mediaDevices.getDisplayMedia(),
      'the microphone': () => navigator.mediaDevices.getUserMedia({ audio: true }),
      'the camera': () => navigator.mediaDevices.getUserMedia({ video: true }),
      'a service worker': () => navigator.serviceWorker.register('./service-worker.js'),
    }
    for (const [name, ask] of Object.entries(asked)) {
      try {
        const answer = ask()
        if (answer === undefined) continue
        // Some are never answered, which gives nothing either.
        await Promise.race([answer, new Promise((_, reject) => setTimeout(reject, 1_000))])
        granted.push(name)
      } catch {
        // Refused.
      }
    }
    return granted
  })
}
