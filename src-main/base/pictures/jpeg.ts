import wasm from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url&inline'
import decode, { init } from '@jsquash/jpeg/decode.js'
import { compileInline, type Decoded, provideImageData, SILENT } from './wasm-module'

type Init = (module: WebAssembly.Module, options: typeof SILENT) => Promise<void>

/** JPEG in grey or colour, turned as its EXIF data says; not in the four inks of print. */
export async function decodeJpeg(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  provideImageData()
  await (init as unknown as Init)(await compileInline(wasm), SILENT)
  return (await decode(bytes.slice().buffer, { preserveOrientation: true })) as unknown as Decoded
}
