import ui from '@nuxt/ui/vue-plugin'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { defineComponent, h, type Component } from 'vue'
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
