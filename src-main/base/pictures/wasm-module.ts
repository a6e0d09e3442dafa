/** What a decoder gives: four bytes a pixel. */
export interface Decoded {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** A module that lies in the program as a data URL. It is compiled once: a folder of pictures asks for it thousands of times. */
export function inlineModule(url: string): () => Promise<WebAssembly.Module> {
  let compiled: Promise<WebAssembly.Module> | null = null
  return () => (compiled ??= WebAssembly.compile(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')))
}

class Pixels implements Decoded {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data
    this.width = width
    this.height = height
  }
}

/** The decoders make their answer with the `ImageData` of browsers, which Node has not. */
export function provideImageData(): void {
  const place = globalThis as { ImageData?: unknown }
  place.ImageData ??= Pixels
}

/** Nothing that a decoder says of a file goes to the terminal. */
export const SILENT = { print: (): void => undefined, printErr: (): void => undefined }
