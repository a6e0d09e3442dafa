import { type ShallowRef, shallowRef } from 'vue'

export interface Ticked {
  readonly ids: ShallowRef<ReadonlySet<string>>
  toggle: (id: string) => void
  setAll: (ids: readonly string[], ticked: boolean) => void
  clear: () => void
}

/** The runs that the user ticked, whatever the filter shows of them now. */
export function useTicked(): Ticked {
  const ids = shallowRef<ReadonlySet<string>>(new Set())

  function toggle(id: string): void {
    const next = new Set(ids.value)
    if (!next.delete(id)) next.add(id)
    ids.value = next
  }

  function setAll(changed: readonly string[], ticked: boolean): void {
    const next = new Set(ids.value)
    for (const id of changed) {
      if (ticked) next.add(id)
      else next.delete(id)
    }
    ids.value = next
  }

  function clear(): void {
    ids.value = new Set()
  }

  return { ids, toggle, setAll, clear }
}
