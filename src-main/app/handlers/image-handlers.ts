import { openFile, saveFile } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

const PICTURES = [
  { name: 'PNG, JPEG, GIF, WebP, BMP', extensions: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp'] },
]

type ImageChannel = 'chart:save' | 'data:image' | 'data:test-labels' | 'image:open' | 'image:classify'

export function imageHandlers({ library, evaluator, events }: Services): RequestHandlers<ImageChannel> {
  return {
    'chart:save': (name, png) => saveFile(events.window, name, png),
    'data:image': (split, index) => evaluator.image(split, index),
    'data:test-labels': () => evaluator.testLabels(),
    'image:open': () => openFile(events.window, PICTURES),
    'image:classify': async (id, pixels) => evaluator.classify(await library, id, pixels),
  }
}
