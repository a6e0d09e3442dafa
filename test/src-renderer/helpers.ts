import ui from '@nuxt/ui/vue-plugin'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { type Component, defineComponent, h, nextTick } from 'vue'
import { i18n } from '../../src-renderer/locales/i18n'

/** Mounts a component as the window does: with the texts, the stores and what tooltips need around it. */
export function mountInWindow(
  component: Component,
  props: Readonly<Record<string, unknown>> = {},
): VueWrapper {
  const pinia = createPinia()
  setActivePinia(pinia)
  const around = defineComponent({
    render: () => h(TooltipProvider, null, { default: () => h(component, props) }),
  })
  return mount(around, { global: { plugins: [pinia, i18n, ui] }, attachTo: document.body })
}

/** Runs a composable as a component of the window would, until `unmount`. */
export function useInWindow<T>(setup: () => T): { readonly result: T; readonly unmount: () => void } {
  const results: T[] = []
  const wrapper = mountInWindow(
    defineComponent({
      setup: () => {
        results.push(setup())
        return () => null
      },
    }),
  )
  return { result: results[0] as T, unmount: () => wrapper.unmount() }
}

/** Waits until whatever was answered has been taken in. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await nextTick()
}
