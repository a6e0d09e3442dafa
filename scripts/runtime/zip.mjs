import { inflateRawSync } from 'node:zlib'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localHeaderSize = 30
const endSize = 22
const longestComment = 0xffff

/** @param {Buffer} archive */
function endOfDirectory(archive) {
  const first = Math.max(0, archive.length - endSize - longestComment)
  for (let at = archive.length - endSize; at >= first; at--) {
    if (archive.readUInt32LE(at) === endSignature) return at
  }
  throw new Error('The downloaded runtime is not a zip archive: its end-of-directory record is missing.')
}

/**
 * Reads the directory of a zip archive; an entry is unpacked only when its `read` is called, because most are not wanted.
 * @param {Buffer} archive
 */
export function* zipEntries(archive) {
  const end = endOfDirectory(archive)
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== entrySignature)
      throw new Error('The zip archive has a broken directory.')
    const method = archive.readUInt16LE(at + 10)
    const packedSize = archive.readUInt32LE(at + 20)
    const nameLength = archive.readUInt16LE(at + 28)
    const start = archive.readUInt32LE(at + 42)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const mode = archive.readUInt32LE(at + 38) >>> 16
    yield {
      name,
      mode: mode & 0o777,
      isFile: !name.endsWith('/'),
      read: () => {
        const data =
          start + localHeaderSize + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
        const packed = archive.subarray(data, data + packedSize)
        return method === 0 ? packed : inflateRawSync(packed)
      },
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
}
