import { beforeEach, describe, expect, it } from 'vitest'
import type { HowToClose } from '#shared/ipc'
import { setLanguage } from '../../../src-renderer/locales/i18n'
import CloseDialog from '../../../src-renderer/shell/CloseDialog.vue'
import { installFakeLab } from '../../helpers/fake-lab'
import { mountInWindow, settled } from '../helpers'

const choice = (how: HowToClose): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-testid="close-${how}"]`)

beforeEach(() => setLanguage('en'))

describe('the question when the window is closed while something trains', () => {
  it('stands only when main asks, and answers with what was chosen, once', async () => {
    const answers: HowToClose[] = []
    const lab = installFakeLab({ 'app:close': (how) => void answers.push(how) })
    const wrapper = mountInWindow(CloseDialog)
    await settled()
    expect(choice('later')).toBeNull()

    lab.emit('app:closing')
    await settled()
    choice('later')?.click()
    choice('stop')?.click()
    await settled()
    expect(answers).toEqual(['later'])
    wrapper.unmount()
  })

  it('closes nothing when it is put away', async () => {
    const answers: HowToClose[] = []
    const lab = installFakeLab({ 'app:close': (how) => void answers.push(how) })
    const wrapper = mountInWindow(CloseDialog)
    lab.emit('app:closing')
    await settled()
    choice('stay')?.click()
    await settled()
    expect(answers).toEqual(['stay'])

    lab.emit('app:closing')
    await settled()
    choice('background')?.click()
    await settled()
    expect(answers).toEqual(['stay', 'background'])
    wrapper.unmount()
  })
})
