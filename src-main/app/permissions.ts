import type { PermissionCheckHandlerHandlerDetails, PermissionRequest } from 'electron'

// For the buttons that copy an experiment and paste one.
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'clipboard-read'])

/** What decides about a permission besides its name. */
export interface PermissionFacts {
  /** Origin of the lab's own page. */
  readonly origin: string
  readonly isCameraOpen: boolean
}

type Request = Pick<PermissionRequest, 'requestingUrl' | 'isMainFrame'> & {
  readonly mediaTypes?: readonly ('video' | 'audio')[]
}

/** Whether the page gets what it asks for: the clipboard, and a picture without sound while the camera view is open. */
export function isGranted(permission: string, request: Request, facts: PermissionFacts): boolean {
  if (!request.requestingUrl.startsWith(`${facts.origin}/`) || !request.isMainFrame) return false
  if (permission !== 'media') return ALLOWED.has(permission)
  return facts.isCameraOpen && request.mediaTypes?.length === 1 && request.mediaTypes[0] === 'video'
}

type Check = Pick<PermissionCheckHandlerHandlerDetails, 'mediaType'>

/** What the page is told that it may have, before it asks. */
export function mayHave(
  permission: string,
  requestingOrigin: string,
  check: Check,
  facts: PermissionFacts,
): boolean {
  const isOwn = requestingOrigin === facts.origin || requestingOrigin === `${facts.origin}/`
  if (!isOwn) return false
  if (permission !== 'media') return ALLOWED.has(permission)
  return facts.isCameraOpen && check.mediaType === 'video'
}
