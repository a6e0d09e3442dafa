import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineAsyncComponent, defineComponent, h, KeepAlive, ref } from 'vue'
import { useShown } from '../../../src-renderer/composables/use-shown'
import { settled } from '../helpers'

describe('a part of a page', () => {
  let unmount = (): void => undefined
  afterEach(() => unmount())

  /** A window of two pages, of which the first has a part that listens and a script that comes late. */
  function open() {
    const heard: string[] = []
    let isShown = ref(false) as ReturnType<typeof useShown>
    const Part = defineComponent(() => {
      isShown = useShown(
        () => heard.push('begins'),
        () => heard.push('ends'),
      )
      return () => h('i')
    })
    const Page = defineComponent(() => () => h('main', h(Part)))
    let resolve = (): void => undefined
    const arrival = new Promise<typeof Page>((take) => (resolve = () => take(Page)))
    const First = defineAsyncComponent(() => arrival)
    const Second = defineComponent(() => () => h('b'))
    const page = ref<'first' | 'second'>('first')
    const opened = mount(
      defineComponent(() => () => h(KeepAlive, () => h(page.value === 'first' ? First : Second))),
    )
    unmount = () => opened.unmount()
    return {
      heard,
      shown: () => isShown.value,
      goTo: async (next: 'first' | 'second'): Promise<void> => {
        page.value = next
        await settled()
      },
      arrive: async (): Promise<void> => {
        resolve()
        await settled()
      },
    }
  }

  it('is told of every time that its page is shown, the first included', async () => {
    const { heard, shown, goTo, arrive } = open()
    await arrive()
    expect([heard.splice(0), shown()]).toEqual([['begins'], true])
    await goTo('second')
    expect([heard.splice(0), shown()]).toEqual([['ends'], false])
    await goTo('first')
    expect([heard.splice(0), shown()]).toEqual([['begins'], true])
    unmount()
    unmount = () => undefined
    expect([heard, shown()]).toEqual([['ends'], false])
  })

  it('is not shown where its page was left before its script came', async () => {
    const { heard, shown, goTo, arrive } = open()
    await goTo('second')
    await arrive()
    expect([heard, shown()]).toEqual([[], false])
    await goTo('first')
    expect([heard, shown()]).toEqual([['begins'], true])
  })
})
