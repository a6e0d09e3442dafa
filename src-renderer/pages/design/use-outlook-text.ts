import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Preset } from '#shared/experiment/presets'
import { type PresetOutlook, presetOutlook, runsBySettings } from '#shared/history/preset-outlook'
import { formatDuration } from '../../lib/format'
import { useRunsStore } from '../../stores/runs-store'
import { useSettingsStore } from '../../stores/settings-store'

/** Like runs are looked for among so many: a menu may not wait for a search over 10,000. */
const NEWEST = 300

/** What a preset is expected to get and to take here, and what that rests on, in words. */
export function useOutlookText(): (preset: Preset) => string {
  const { t, n } = useI18n()
  const runs = useRunsStore()
  const settings = useSettingsStore()
  const known = computed(() => runsBySettings(runs.all))
  const newest = computed(() => runs.newestFirst.slice(0, NEWEST))

  /** One figure where both ends read the same. */
  function range(low: string, high: string): string {
    return low === high ? low : t('presets.expect.range', { low, high })
  }

  function accuracyText({ accuracy }: PresetOutlook): string | null {
    if (accuracy === null || (accuracy.of === 'test' && settings.settings.sealTestSet)) return null
    const figure = range(n(accuracy.low, 'percent'), n(accuracy.high, 'percent'))
    const basis = t(`presets.expect.accuracyBasis.${accuracy.basis}`, { count: accuracy.runs }, accuracy.runs)
    return `${t(`presets.expect.accuracy.${accuracy.of}`, { accuracy: figure })} (${basis})`
  }

  function timeText({ time }: PresetOutlook): string {
    const figure = range(formatDuration(Math.max(1, time.low)), formatDuration(Math.max(1, time.high)))
    const basis = t(`presets.expect.timeBasis.${time.basis}`, { count: time.runs }, time.runs)
    return `${t('presets.expect.time', { time: figure })} (${basis})`
  }

  return (preset) => {
    const outlook = presetOutlook(preset, known.value, newest.value, settings.info?.calibration ?? null)
    return [accuracyText(outlook), timeText(outlook)].filter((text) => text !== null).join(' · ')
  }
}
