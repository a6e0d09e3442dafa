/** Why there is no picture of a camera; the window has a sentence for each. */
export type CameraFault = 'none' | 'refused' | 'busy' | 'lost' | 'failed'

// The names that the specification of getUserMedia gives to its errors.
const NAMES: Readonly<Record<string, CameraFault>> = {
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

/** What an error of the camera means. */
export const cameraFault = (error: unknown): CameraFault =>
  (error instanceof Error || error instanceof DOMException ? NAMES[error.name] : undefined) ?? 'failed'
