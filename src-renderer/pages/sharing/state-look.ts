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
