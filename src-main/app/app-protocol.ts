import { readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { protocol } from 'electron'

export const appOrigin = 'app://lab'

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "frame-src 'none'",
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

/** Serves the built window from `folder` and nothing outside it, each answer with the content security policy. */
export function serveApp(folder: string): void {
  protocol.handle('app', (request) => {
    const url = new URL(request.url)
    const file = join(folder, decodeURIComponent(url.pathname))
    const inside = file.startsWith(folder + sep) && `${url.protocol}//${url.host}` === appOrigin
    const contentType = contentTypes[extname(file)]
    if (!inside || contentType === undefined) return new Response('Not found.', { status: 404 })
    try {
      // At once: while the library is read, each wait would last as long as a stretch of reading, for each of the window's files.
      return new Response(new Uint8Array(readFileSync(file)), {
        headers: {
          'Content-Type': contentType,
          'Content-Security-Policy': contentSecurityPolicy,
          'X-Content-Type-Options': 'nosniff',
        },
      })
    } catch {
      return new Response('Not found.', { status: 404 })
    }
  })
}
