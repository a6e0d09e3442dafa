import { join } from 'node:path'

/** Names in a library; docs/formats.md describes them. */
export const FILES = {
  record: 'record.json',
  curves: 'curves.json',
  weights: 'weights.safetensors',
  checkpoint: 'checkpoint.bin',
  running: 'running.json',
  ended: 'ended',
  provenance: 'place.json',
  notes: 'annotations',
  replays: 'replays',
  checkpoints: 'checkpoints',
} as const

const FOLDER_NAME = /^[0-7][0-9A-HJKMNP-TV-Z]{25}(\.[0-9a-f]{8})?$/

/** Whether a folder's name is a run's id, with the beginning of the record's hash where two records claim one id. */
export function isRunFolder(name: string): boolean {
  return FOLDER_NAME.test(name)
}

/** The id that a run's folder is named by. */
export function idOfFolder(name: string): string {
  return name.slice(0, 26)
}

/** Where things lie in a library. A folder's name is checked before it gets here. */
export function libraryPaths(directory: string) {
  const runs = join(directory, 'runs')
  return {
    directory,
    runs,
    marker: join(directory, 'library.json'),
    index: join(directory, 'index.json'),
    origins: join(directory, 'origins.jsonl'),
    changes: join(directory, 'changes.log'),
    trash: join(directory, 'trash'),
    queue: join(directory, 'queue'),
    datasets: join(directory, 'datasets'),
    imports: join(directory, 'imports'),
    searches: join(directory, 'searches'),
    run: (folder: string): string => join(runs, folder),
    file: (folder: string, name: string): string => join(runs, folder, name),
  }
}

export type LibraryPaths = ReturnType<typeof libraryPaths>
