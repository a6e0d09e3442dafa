import { app, session } from 'electron'
import type { CameraGate } from './camera-gate'
import { pageOrigin } from './page-origin'
import { isGranted, mayHave, type PermissionFacts } from './permissions'

/** Denies whatever a page could use to leave the lab: navigation, new windows, embedded pages, permissions. */
export function lockDownPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    // The content security policy does not cover WebRTC; without a proxy that carries it, this leaves it no way to send a packet.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

/** Needs a ready app, because only then is there a session. */
export function denyPermissions(camera: CameraGate): void {
  const facts = (): PermissionFacts => ({ origin: pageOrigin(), isCameraOpen: camera.isOpen })
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(isGranted(permission, details, facts()))
  })
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayHave(permission, origin, details, facts()),
  )
  session.defaultSession.setDevicePermissionHandler(() => false)
  // What is saved goes through our own dialog in main.
  session.defaultSession.on('will-download', (event) => event.preventDefault())
}
