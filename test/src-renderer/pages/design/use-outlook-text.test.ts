import { beforeEach, describe, expect, it } from 'vitest'
import { useTimeText } from '../../../../src-renderer/composables/use-time-text'
import { setLanguage } from '../../../../src-renderer/locales/i18n'
import { useOutlookText } from '../../../../src-renderer/pages/design/use-outlook-text'
import { useRunsStore } from '../../../../src-renderer/stores/runs-store'
import { useSettingsStore } from '../../../../src-renderer/stores/settings-store'
import { findPreset, type Preset, PRESETS } from '../../../../src-shared/experiment/presets'
import { exampleRun } from '../../../helpers/example-runs'
import { useInWindow } from '../../helpers'

const preset = (id: string) => findPreset(id) as Preset

describe('what a preset says of itself', () => {
  beforeEach(() => setLanguage('en'))

  it('tells accuracy and time, and what each of them rests on', () => {
    const { result: text } = useInWindow(useOutlookText)
    expect(text(preset('quick-look'))).toMatch(
      /^87\.7\s% to 88\.3\s% validation accuracy \(measured by the lab\) · about 2\ss to 10\ss \(rough estimate\)$/,
    )

    const run = exampleRun('a', { record: { validationAccuracy: 0.9123, seconds: 61 } })
    useRunsStore().byId = new Map([['a', run]])
    expect(text(preset('final-network'))).toMatch(
      /^91\.2\s% validation accuracy \(1 run\) · about 1\smin\s1\ss \(from one run with these settings\)$/,
    )
    setLanguage('ko')
    expect(text(preset('final-network'))).toMatch(
      /^검증 정확도 91\.2\s% \(실험 1개\) · 약 1분\s1초 \(같은 설정의 실험 1개 기준\)$/,
    )
  })

  it('tells the time as the form does, by runs where the speed was not measured, too', () => {
    const { result: texts } = useInWindow(() => ({ menu: useOutlookText(), form: useTimeText() }))
    const run = exampleRun('a', { record: { seconds: 61 } })
    for (const runs of [new Map(), new Map([['a', run]])]) {
      useRunsStore().byId = runs
      for (const each of PRESETS) expect(texts.menu(each)).toContain(texts.form(each.experiment))
    }
    expect(texts.form(preset('final-network').experiment)).toMatch(/^about 1\smin\s1\ss/)
  })

  it('tells no test accuracy while these are hidden', () => {
    const { result: text } = useInWindow(useOutlookText)
    expect(text(preset('reference-2'))).toMatch(/90\.2\s% test accuracy/)
    const settings = useSettingsStore()
    settings.settings = { ...settings.settings, sealTestSet: true }
    expect(text(preset('reference-2'))).not.toContain('%')
  })
})
