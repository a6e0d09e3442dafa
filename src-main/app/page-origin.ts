import { app } from 'electron'
import { appOrigin } from './app-protocol'

/**
 * The development server that `npm run dev` names; null in whatever was built. The condition is known when the app is built, so
 * that a built app holds no code that could ask its environment for a page.
 */
export function developmentServer(): string | null {
  if (!import.meta.env.DEV || app.isPackaged) return null
  return process.env['ELECTRON_RENDERER_URL'] ?? null
}

/** Where our page comes from: the development server under `npm run dev`, else the app's own protocol. */
export function pageOrigin(): string {
  const server = developmentServer()
  return server === null ? appOrigin : new URL(server).origin
}
