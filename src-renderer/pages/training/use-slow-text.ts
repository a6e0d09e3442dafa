import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'

/** A text that follows its source at most once in `interval` milliseconds: a screen reader should not be interrupted by every point. */
export function useSlowText(source: () => string, interval = 5_000): Readonly<Ref<string>> {
  const text = ref(source())
  let timer: ReturnType<typeof setTimeout> | null = null
  watch(source, () => {
    timer ??= setTimeout(() => {
      timer = null
      text.value = source()
    }, interval)
  })
  // Another language is no news to wait for.
  watch(useI18n().locale, () => (text.value = source()))
  onScopeDispose(() => {
    if (timer !== null) clearTimeout(timer)
  })
  return text
}
