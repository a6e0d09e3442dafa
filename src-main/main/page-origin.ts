import { appOrigin } from './app-protocol'

/** Where our page comes from: the development server under `npm run dev`, else the app's own protocol. */
export function pageOrigin(): string {
  const server = process.env['ELECTRON_RENDERER_URL']
  return server === undefined ? appOrigin : new URL(server).origin
}
