import type { ButtonProps } from '@nuxt/ui'
import { useToast } from '@nuxt/ui/composables'
import { useI18n } from 'vue-i18n'
import type { Notice } from '#shared/ipc'
import { lab } from '../bridge/lab'
import { errorText } from '../lib/error-text'
import { useMainSentences } from './use-main-sentences'

const LOOKS = {
  info: { color: 'neutral', icon: 'i-lucide-info' },
  warning: { color: 'warning', icon: 'i-lucide-triangle-alert' },
  error: { color: 'error', icon: 'i-lucide-circle-alert' },
} as const

/** Shows sentences as toasts: those that main sends, and those of failed requests. */
export function useNotices(): {
  readonly show: (notice: Notice) => void
  readonly showError: (error: unknown) => void
  readonly follow: () => void
} {
  const toast = useToast()
  const { t, te } = useI18n()
  const inLanguage = useMainSentences()

  function sentence({ key, values }: Notice): string {
    if (key === 'plain') return inLanguage(values.text ?? '')
    const full = te(key) ? key : `notice.${key}`
    return te(full) ? t(full, { ...values }) : [key, ...Object.values(values)].join(' ')
  }

  const openReleases = (): ButtonProps => ({
    label: t('notice.openReleases'),
    onClick: () => void lab.request('app:open-releases').catch(showError),
  })

  function show(notice: Notice): void {
    toast.add({
      title: sentence(notice),
      ...LOOKS[notice.kind],
      ...(notice.key === 'newerRelease' ? { actions: [openReleases()] } : {}),
      duration: notice.kind === 'info' && notice.key !== 'newerRelease' ? 5_000 : 12_000,
    })
  }

  const showError = (error: unknown): void =>
    show({
      kind: 'error',
      key: 'plain',
      values: { text: errorText(error) },
    })

  function follow(): void {
    lab.on('notice', show)
    lab.on('training:replayed', (_, { identical, difference }) => {
      if (identical) show({ kind: 'info', key: 'notice.replayIdentical', values: {} })
      else
        show({
          kind: 'warning',
          key: 'notice.replayDifferent',
          values: { difference: inLanguage(difference ?? '') },
        })
    })
  }

  return { show, showError, follow }
}
