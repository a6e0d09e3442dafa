import { OPENED_ENDINGS } from '#shared/exports/opened-files'
import { chooseFile } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

const OPENED = [
  { name: 'Our Neural Network, ONNX, safetensors, npz', extensions: Object.values(OPENED_ENDINGS).flat() },
]

type FileChannel = `file:${'choose' | 'read' | 'given' | 'take-runs' | 'take-model' | 'forget'}`

export function fileHandlers({ events, givenFile, fileOffers }: Services): RequestHandlers<FileChannel> {
  const readIfNamed = (path: string | null) => (path === null ? null : fileOffers.read(path))
  return {
    'file:choose': async () => readIfNamed(await chooseFile(events.window, OPENED)),
    'file:read': (path) => fileOffers.read(path),
    'file:given': () => readIfNamed(givenFile.take()),
    'file:take-runs': (token) => fileOffers.takeRuns(token),
    'file:take-model': (token, choice) => fileOffers.takeModel(token, choice),
    'file:forget': (token) => fileOffers.forget(token),
  }
}
