/** Bytes of a safetensors file behind its header: the parameters themselves; null where the header does not fit the file. */
export function tensorBytes(file: Uint8Array): Uint8Array | null {
  if (file.byteLength < 8) return null
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true))
  return length > 0 && length <= file.byteLength - 8 ? file.subarray(8 + length) : null
}
