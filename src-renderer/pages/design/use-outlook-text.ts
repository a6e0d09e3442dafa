import { useI18n } from 'vue-i18n'
import type { Preset } from '#shared/experiment/presets'
import { useTimeText } from '../../composables/use-time-text'
import { useExpectationStore } from '../../stores/expectation-store'
import { useSettingsStore } from '../../stores/settings-store'

/** What a preset is expected to get and to take here, and what that rests on, in words. */
export function useOutlookText(): (preset: Preset) => string {
  const { t, n } = useI18n()
  const expectation = useExpectationStore()
  const settings = useSettingsStore()
  const timeText = useTimeText()

  function accuracyText(preset: Preset): string | null {
    const expected = expectation.accuracyOf(preset)
    if (expected === null || (expected.of === 'test' && settings.settings.sealTestSet)) return null
    const [low, high] = [n(expected.low, 'percent'), n(expected.high, 'percent')]
    const accuracy = low === high ? low : t('expect.range', { low, high })
    const basis = t(`presets.expect.accuracyBasis.${expected.basis}`, { count: expected.runs }, expected.runs)
    return `${t(`presets.expect.accuracy.${expected.of}`, { accuracy })} (${basis})`
  }

  return (preset) =>
    [accuracyText(preset), timeText(preset.experiment)].filter((text) => text !== null).join(' · ')
}
