import wasm from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm?url&inline'
import { decode, init } from '@jsquash/png/decode.js'
import { type Decoded, inlineModule, provideImageData } from './wasm-module'

const codec = inlineModule(wasm)

/** PNG of any kind; of an animation its first picture. */
export async function decodePng(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
  provideImageData()
  await (init as (module: WebAssembly.Module) => Promise<unknown>)(await codec())
  return (await decode(bytes.slice().buffer)) as unknown as Decoded
}
