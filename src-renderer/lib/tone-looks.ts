import type { RunVerdict } from '#shared/history/run-verdict'

/** Icon and colour of a verdict; the words say the same to those who see neither. */
export const TONE_LOOKS: Readonly<
  Record<RunVerdict['tone'], { readonly icon: string; readonly color: string }>
> = {
  good: { icon: 'i-lucide-circle-check', color: 'text-success' },
  warning: { icon: 'i-lucide-triangle-alert', color: 'text-warning' },
  bad: { icon: 'i-lucide-circle-alert', color: 'text-error' },
}
