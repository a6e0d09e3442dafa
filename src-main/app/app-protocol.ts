import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { protocol } from 'electron'

export const appOrigin = 'app://lab'

// Inline styles are what the component library cannot do without, and why there are no trusted types: it writes styles as markup.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Must run before the app is ready: only then can a scheme of our own count as secure and standard. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // What was compiled once is kept: the second start is faster than the first.
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

// What the bundle's files are called: no name leads upwards, and none is read by a system as another one.
const BUNDLED = /^(?:\/\w[\w.-]*)+$/

/** The file of `folder` that an address names, and its type; null where it names none that the window is made of. */
function servedFile(
  folder: string,
  address: string,
): { readonly path: string; readonly type: string } | null {
  const { protocol: scheme, host, pathname } = new URL(address)
  const name = decodeURIComponent(pathname)
  const type = contentTypes[extname(name)]
  const isServed = `${scheme}//${host}` === appOrigin && BUNDLED.test(name)
  return isServed && type !== undefined ? { path: join(folder, name), type } : null
}

/** Serves the built window from `folder` and nothing outside it, each answer with the content security policy; tells of each file. */
export function serveApp(folder: string, onServed: (type: string) => void): void {
  protocol.handle('app', (request) => {
    try {
      const file = servedFile(folder, request.url)
      if (file === null) return new Response('Not found.', { status: 404 })
      onServed(file.type)
      // At once: while the library is read, each wait would last as long as a stretch of reading, for each of the window's files.
      return new Response(new Uint8Array(readFileSync(file.path)), {
        headers: {
          'Content-Type': file.type,
          'Content-Security-Policy': contentSecurityPolicy,
          'X-Content-Type-Options': 'nosniff',
        },
      })
    } catch {
      // An address that cannot be decoded, or a file that is not there.
      return new Response('Not found.', { status: 404 })
    }
  })
}
