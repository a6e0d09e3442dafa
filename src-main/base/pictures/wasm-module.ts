/** What a decoder gives: four bytes a pixel. */
export interface Decoded {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** Compiles a module that lies in the program as a data URL. */
export async function compileInline(url: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
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
