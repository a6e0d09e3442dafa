import { PANEL, panelCount, panelIndex, panelMatrixSize, panelStrideRows } from '#shared/kernels/panels'
import { createRandomStream } from '#shared/random/random-stream'

/** Where the arena begins: below lies the WebAssembly module's own data. */
const START = 65536

export interface Matrix {
  readonly address: number
  readonly rows: number
  readonly columns: number
}

/** Zero lanes beyond the columns, as in weights and derivatives, or any finite value, as in activations. */
export type Lanes = 'zero' | 'any'

/**
 * Operands of one kernel in one memory, filled with seeded numbers, so that two engines get the same bytes.
 *
 * Rows that do not exist hold NaN: a kernel that let them in would show it.
 */
export class KernelArena {
  private next = START
  private readonly floats: Float32Array
  private readonly integers: Int32Array
  private readonly bytes: Uint8Array
  private readonly random
  private readonly freeToWrite: { readonly matrix: Matrix; readonly from: number }[] = []

  constructor(
    readonly buffer: ArrayBufferLike,
    seed: number,
  ) {
    this.floats = new Float32Array(buffer)
    this.integers = new Int32Array(buffer)
    this.bytes = new Uint8Array(buffer)
    this.random = createRandomStream(seed, 'search')
  }

  below(count: number): number {
    return this.random.below(count)
  }

  private take(bytes: number): number {
    const address = this.next
    this.next += Math.ceil(bytes / 64) * 64 + 64
    if (this.next > this.buffer.byteLength)
      throw new Error(`An arena of ${this.buffer.byteLength} bytes is full.`)
    this.bytes.fill(0, address, this.next)
    return address
  }

  /** Mostly numbers of everyday size, some zeros of both signs, tiny and large ones. */
  value(): number {
    const kind = this.below(40)
    const value = (this.random.uniform24() - 0.5) * 4
    if (kind === 0) return 0
    if (kind === 1) return -0
    if (kind === 2) return value * 2 ** -140
    if (kind === 3) return value * 2 ** -60
    if (kind === 4) return value * 2 ** 20
    return value
  }

  matrix(
    rows: number,
    columns: number,
    lanes: Lanes = 'any',
    draw: () => number = () => this.value(),
  ): Matrix {
    const address = this.take(4 * panelMatrixSize(rows, columns))
    this.floats.fill(NaN, address / 4, address / 4 + panelMatrixSize(rows, columns))
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < panelCount(columns) * PANEL; column += 1) {
        const value = column < columns || lanes === 'any' ? draw() : 0
        this.floats[address / 4 + panelIndex(rows, row, column)] = value
      }
    }
    return { address, rows, columns }
  }

  /** Numbers without a layout, padded to whole panels. */
  vector(count: number, lanes: Lanes = 'any', draw: () => number = () => this.value()): number {
    const padded = panelCount(count) * PANEL
    const address = this.take(4 * padded)
    for (let index = 0; index < padded; index += 1) {
      this.floats[address / 4 + index] = index < count || lanes === 'any' ? draw() : 0
    }
    return address
  }

  exactly(values: readonly number[]): number {
    const address = this.take(4 * values.length)
    this.floats.set(values, address / 4)
    return address
  }

  words(values: readonly number[]): number {
    const address = this.take(4 * values.length)
    this.integers.set(values, address / 4)
    return address
  }

  /** Binary32 numbers behind words that were placed before, as in the parameters of dropout. */
  writeFloats(address: number, values: readonly number[]): void {
    this.floats.set(values, address / 4)
  }

  byteValues(count: number, limit: number): number {
    const address = this.take(count)
    for (let index = 0; index < count; index += 1) this.bytes[address + index] = this.below(limit)
    return address
  }

  doubles(count: number): number {
    return this.take(8 * count)
  }

  /** Allows a kernel to write the padding rows behind `from`, so that they are not compared. */
  loosen(matrix: Matrix, from: number): void {
    this.freeToWrite.push({ matrix, from })
  }

  /** All bytes that engines must agree on. */
  result(): Uint32Array {
    const words = new Uint32Array(this.buffer.slice(START, this.next))
    for (const { matrix, from } of this.freeToWrite) {
      const { address, rows, columns } = matrix
      const height = panelStrideRows(rows)
      for (let panel = 0; panel < panelCount(columns); panel += 1) {
        const start = (address - START) / 4 + panel * height * PANEL
        const end = Math.min(height, Math.ceil(from / PANEL) * PANEL)
        words.fill(0, start + from * PANEL, start + end * PANEL)
      }
    }
    return words
  }
}
