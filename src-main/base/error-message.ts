/** What went wrong, as its sentence; whatever was thrown has one. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
