import type { SharingStateName } from '#shared/ipc'

/** Colour and sign of each state; the words beside it say the same. */
export const STATE_LOOKS: Readonly<
  Record<SharingStateName, { readonly icon: string; readonly color: string }>
> = {
  off: { icon: 'i-lucide-circle-off', color: 'text-muted' },
  'up-to-date': { icon: 'i-lucide-circle-check', color: 'text-success' },
  pending: { icon: 'i-lucide-refresh-cw', color: 'text-primary' },
  'folder-away': { icon: 'i-lucide-unplug', color: 'text-warning' },
  'needs-attention': { icon: 'i-lucide-triangle-alert', color: 'text-warning' },
}

/** Bytes as people read them: 0 B, 830 kB, 12.4 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [value, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${value < 100 ? value.toPrecision(3).replace(/\.?0+$/, '') : Math.round(value)} ${unit}`
}
