import { getCurrentInstance, onActivated, onDeactivated, onMounted, onScopeDispose, type Ref, ref } from 'vue'

/** Whether a page around it is kept, but not shown. */
function isKeptAway(instance: ReturnType<typeof getCurrentInstance>): boolean {
  return instance !== null && (instance.isDeactivated || isKeptAway(instance.parent))
}

/**
 * Whether the page around it is shown; `begin` is called whenever it comes to be, `end` whenever it no longer is.
 *
 * Vue's own `onActivated` is not called for the parts of a page whose script comes later than its place in the window, as that of every
 * page here when it is first shown: such a part is shown when it is mounted, unless its page was left while the script came.
 */
export function useShown(
  begin: () => void = () => undefined,
  end: () => void = () => undefined,
): Readonly<Ref<boolean>> {
  const instance = getCurrentInstance()
  const isShown = ref(true)
  let hasBegun = false

  function show(): void {
    isShown.value = true
    if (hasBegun) return
    hasBegun = true
    begin()
  }
  function hide(): void {
    isShown.value = false
    if (!hasBegun) return
    hasBegun = false
    end()
  }

  onMounted(() => (isKeptAway(instance) ? hide() : show()))
  onActivated(show)
  onDeactivated(hide)
  onScopeDispose(hide)
  return isShown
}
