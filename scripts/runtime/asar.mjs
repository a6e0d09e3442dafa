/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/**
 * Writes Electron's archive format for a flat set of files: sizes, a JSON table of contents, the contents one after the other.
 * @param {Readonly<Record<string, string>>} files
 */
export function asarOf(files) {
  let offset = 0
  const contents = Object.values(files).map((text) => Buffer.from(text))
  const table = Object.keys(files).map((name, index) => {
    const entry = { size: contents[index].length, offset: String(offset) }
    offset += entry.size
    return [name, entry]
  })
  const header = Buffer.from(JSON.stringify({ files: Object.fromEntries(table) }))
  const padding = Buffer.alloc((4 - (header.length % 4)) % 4)
  const payload = 4 + header.length + padding.length
  return Buffer.concat([
    ...[uint32(4), uint32(4 + payload), uint32(payload), uint32(header.length), header, padding],
    ...contents,
  ])
}
