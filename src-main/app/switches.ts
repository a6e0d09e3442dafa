import { app } from 'electron'
import { developmentServer } from './page-origin'

// Switches of Chromium by which another program could read the window or take its walls down.
const DANGEROUS: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'disable-web-security',
  'allow-running-insecure-content',
  'load-extension',
  'proxy-server',
  'proxy-pac-url',
  'host-rules',
  'force-webrtc-ip-handling-policy',
]

/**
 * Sets the switches that must stand before Chromium starts: no name on the net has an address, so that neither a link that only asks for
 * one nor WebRTC reaches anything, and a package that people install takes none of those that open it for others.
 */
export function setSwitches(isDriven: boolean): void {
  if (developmentServer() === null) app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  if (!app.isPackaged || isDriven) return
  for (const name of DANGEROUS) app.commandLine.removeSwitch(name)
}
