import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { openFile, saveFile } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

const PICTURES = [
  { name: 'PNG, JPEG, GIF, WebP, BMP', extensions: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp'] },
]

type ImageChannel =
  | 'image:explain'
  | 'image:nearest'
  | 'figure:save'
  | 'image:open'
  | 'image:classify'
  | 'camera:open'
  | 'camera:close'

export function imageHandlers({
  library,
  evaluator,
  events,
  camera,
}: Services): RequestHandlers<ImageChannel> {
  return {
    'camera:open': () => camera.open(),
    'camera:close': () => camera.close(),
    'figure:save': (name, file) => saveFile(events.window, name, file),
    'image:open': () => openFile(events.window, PICTURES),
    'image:classify': async (id, pixels) => evaluator.classify(await library, id, pixels),
    'image:explain': async (id, ...asked) => evaluator.explain(await library, id, ...asked),
    'image:nearest': (pixels, data) => evaluator.nearest(data ?? FASHION_MNIST, pixels),
  }
}
