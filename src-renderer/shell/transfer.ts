/** A folder; as a file it says where it lies, to those who may know. */
interface DroppedFolder {
  readonly name: string
  readonly file: File | null
}

/** What somebody dropped or pasted, as the lab looks at it. */
export interface Transferred {
  readonly files: readonly File[]
  readonly folders: readonly DroppedFolder[]
  /** A text that came without files; empty where there is none. */
  readonly text: string
}

/** Takes a transfer apart. It can only be read during its event. */
export function readTransfer(transfer: DataTransfer | null): Transferred {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file')
  const entries = items.map((item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry() }))
  return {
    files: entries.flatMap(({ file, entry }) => (file === null || entry?.isDirectory ? [] : [file])),
    folders: entries.flatMap(({ file, entry }) =>
      entry?.isDirectory ? [{ name: entry.name || (file?.name ?? ''), file }] : [],
    ),
    text: items.length > 0 ? '' : (transfer?.getData('text/plain') ?? ''),
  }
}

/** Whether it has files or folders. */
export function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false
}

/** Whether a field of the page takes the text itself, as everywhere on the computer. */
export function isText(target: EventTarget | null, transfer: DataTransfer | null): boolean {
  if (hasFiles(transfer)) return false
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'))
}
