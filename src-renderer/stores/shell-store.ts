import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** What can lie over the pages. */
export type ShellPanel = 'palette' | 'shortcuts' | 'help' | 'about'

/** Which of the shell's panels is open, and what it was asked to show. */
export const useShellStore = defineStore('shell', () => {
  const panel = shallowRef<ShellPanel | null>(null)
  /** The topic that help shows; null for that of the page. */
  const topic = shallowRef<string | null>(null)

  function open(which: ShellPanel, about: string | null = null): void {
    topic.value = about
    panel.value = which
  }

  function close(): void {
    panel.value = null
  }

  return { panel, topic, open, close }
})
