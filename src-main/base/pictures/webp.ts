import wasm from '@jsquash/webp/codec/dec/webp_dec.wasm?url&inline'
import decode, { init } from '@jsquash/webp/decode.js'
import { compileInline, type Decoded, provideImageData, SILENT } from './wasm-module'

type Init = (module: WebAssembly.Module, options: typeof SILENT) => Promise<void>

/** WebP with one picture; animations are left to the window. */
export async function decodeWebp(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  provideImageData()
  await (init as unknown as Init)(await compileInline(wasm), SILENT)
  return (await decode(bytes.slice().buffer)) as unknown as Decoded
}
