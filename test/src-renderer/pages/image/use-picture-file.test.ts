import { useToast } from '@nuxt/ui/composables'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, KeepAlive } from 'vue'
import type { Picture } from '../../../../src-renderer/lib/image/picture'
import { usePictureFile } from '../../../../src-renderer/pages/image/use-picture-file'
import { useFileDropsStore } from '../../../../src-renderer/stores/file-drops-store'
import { useImageStore } from '../../../../src-renderer/stores/image-store'
import { installFakeLab } from '../../../helpers/fake-lab'
import { mountInWindow, settled } from '../../helpers'

// A thread of its own decodes pictures, which is not there in this test: a file's text says what it would find.
vi.mock('../../../../src-renderer/lib/image/read-picture', () => ({
  readPicture: async (file: Blob): Promise<Picture> => {
    const text = await file.text()
    return text === 'picture'
      ? { ok: true, image: { width: 1, height: 1, data: new Uint8ClampedArray([255, 255, 255, 255]) } }
      : { ok: false, fault: { code: 'other-format', kind: 'pdf' } }
  },
}))

const file = (name: string, text = 'picture'): File => new File([text], name)

describe('pictures that come as files', () => {
  beforeEach(() => {
    installFakeLab({
      'image:open': () => ({ name: 'chosen.png', bytes: new TextEncoder().encode('picture') }),
    })
  })

  function open() {
    const opened: {
      readonly picture: ReturnType<typeof usePictureFile>
      readonly toast: ReturnType<typeof useToast>
    }[] = []
    const page = defineComponent({
      setup: () => {
        opened.push({ picture: usePictureFile(), toast: useToast() })
        return () => null
      },
    })
    mountInWindow(defineComponent({ render: () => h(KeepAlive, null, { default: () => h(page) }) }))
    const [made] = opened
    made?.toast.clear()
    const sentences = (): readonly string[] =>
      (made?.toast.toasts.value ?? []).map(({ title }) => String(title))
    const drop = async (...files: File[]): Promise<void> => useFileDropsStore().takeFiles?.(files)
    return { picture: made?.picture, store: useImageStore(), drop, sentences }
  }

  it('are taken from the dialog, and one that was closed changes nothing', async () => {
    const { picture, store } = open()
    await picture?.open()
    expect([store.file?.name, store.source]).toEqual(['chosen.png', 'file'])

    installFakeLab({ 'image:open': () => null })
    await picture?.open()
    expect(store.file?.name).toBe('chosen.png')
  })

  it('are taken one at a time, with a sentence that says which', async () => {
    const { store, drop, sentences } = open()
    store.runId = 'run'
    await drop(file('first.png'), file('second.png'))
    await settled()

    expect(store.file?.name).toBe('first.png')
    expect(sentences().join()).toContain('first.png')
  })

  it('that are none get a sentence with their name', async () => {
    const { store, drop, sentences } = open()
    await drop(file('paper.png', 'text'))
    await settled()

    expect(store.file).toBeNull()
    expect(sentences()).toHaveLength(1)
    expect(sentences()[0]).toContain('paper.png')
  })

  it('are shown without a run, with a sentence that asks for one', async () => {
    const { store, drop, sentences } = open()
    await drop(file('shirt.png'))
    await settled()

    expect(store.file?.name).toBe('shirt.png')
    expect(sentences().join()).toContain('shirt.png')
  })
})
