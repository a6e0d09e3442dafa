import wasm from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url&inline'
import decode, { init } from '@jsquash/jpeg/decode.js'
import { type Decoded, inlineModule, provideImageData, SILENT } from './wasm-module'

const codec = inlineModule(wasm)

type Init = (module: WebAssembly.Module, options: typeof SILENT) => Promise<void>

/** JPEG in grey or colour, turned as its EXIF data says; not in the four inks of print. */
export async function decodeJpeg(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  provideImageData()
  await (init as unknown as Init)(await codec(), SILENT)
  return (await decode(bytes.slice().buffer, { preserveOrientation: true })) as unknown as Decoded
}
