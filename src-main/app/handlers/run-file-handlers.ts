import { RUN_FILE_EXTENSION } from '../../exports/run-file/run-file-entries'
import { chooseFile } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'

const RUN_FILES = [{ name: 'Our Neural Network', extensions: [RUN_FILE_EXTENSION] }]

type RunFileChannel = `run-file:${'choose' | 'read' | 'given' | 'take' | 'forget'}`

export function runFileHandlers({
  events,
  givenRunFile,
  runFileReading,
}: Services): RequestHandlers<RunFileChannel> {
  const readIfNamed = (path: string | null) => (path === null ? null : runFileReading.read(path))
  return {
    'run-file:choose': async () => readIfNamed(await chooseFile(events.window, RUN_FILES)),
    'run-file:read': (path) => runFileReading.read(path),
    'run-file:given': () => readIfNamed(givenRunFile.take()),
    'run-file:take': (token) => runFileReading.take(token),
    'run-file:forget': (token) => runFileReading.forget(token),
  }
}
