import wasm from '@jsquash/webp/codec/dec/webp_dec.wasm?url&inline'
import decode, { init } from '@jsquash/webp/decode.js'
import { type Decoded, inlineModule, provideImageData, SILENT } from './wasm-module'

const codec = inlineModule(wasm)

type Init = (module: WebAssembly.Module, options: typeof SILENT) => Promise<void>

/** WebP with one picture; animations are left to the window. */
export async function decodeWebp(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  provideImageData()
  await (init as unknown as Init)(await codec(), SILENT)
  return (await decode(bytes.slice().buffer)) as unknown as Decoded
}
