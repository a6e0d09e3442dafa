import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './locales/i18n'
import { useEndsStore } from './stores/ends-store'
import { useJobsStore } from './stores/jobs-store'
import { useRunsStore } from './stores/runs-store'
import { useSettingsStore } from './stores/settings-store'
import { useStreamStore } from './stores/stream-store'
import './main.css'

const app = createApp(App).use(createPinia()).use(i18n).use(ui)

const start = [useSettingsStore(), useJobsStore(), useRunsStore(), useEndsStore()].map((store) =>
  store.start(),
)
useStreamStore().start()
// The window opens in the right language and theme; what else is slow to come appears when it is there.
await Promise.allSettled(start.slice(0, 1))
app.mount('#app')
