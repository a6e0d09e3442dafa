import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { EngineName } from '#shared/kernels/kernels'
import { panelMatrixSize } from '#shared/kernels/panels'
import { createArena } from '#shared/network/arena'
import { prepareEngine } from '../trainer/engines'
import { createSharedMemory } from '../trainer/shared-memory'
import { median } from './median'

/** A product of the training step: (rows x inner) times (inner x columns), or the gradient of such weights. */
interface ProductShape {
  readonly kind: 'forward' | 'gradient'
  readonly rows: number
  readonly inner: number
  readonly columns: number
}

export interface ProductSpeed {
  readonly shape: string
  readonly engine: EngineName
  readonly threads: number
  readonly gflops: number
}

/** What a worker thread multiplies, and where. */
export interface ProductTask {
  readonly shape: ProductShape
  readonly engine: EngineName
  readonly memory: WebAssembly.Memory
  readonly module: WebAssembly.Module | null
  readonly addresses: { readonly a: number; readonly b: number; readonly out: number }
  readonly thread: number
  readonly threads: number
  readonly repeats: number
}

/** The products of the final network with a batch of 512. */
const SHAPES: readonly ProductShape[] = [
  { kind: 'forward', rows: 512, inner: 784, columns: 256 },
  { kind: 'gradient', rows: 512, inner: 784, columns: 256 },
  { kind: 'forward', rows: 512, inner: 256, columns: 64 },
  { kind: 'gradient', rows: 512, inner: 256, columns: 64 },
  { kind: 'forward', rows: 512, inner: 64, columns: 256 },
]

const OPERATIONS_OF_ONE_MEASUREMENT = 1.5e10

function nameOf({ kind, rows, inner, columns }: ProductShape): string {
  return kind === 'forward' ? `${rows}x${inner}x${columns}` : `${inner}x${rows}x${columns} gradient`
}

async function measureOnce(engine: EngineName, shape: ProductShape, threads: number): Promise<number> {
  const { rows, inner, columns, kind } = shape
  const arena = createArena()
  const a = arena.words(panelMatrixSize(rows, inner))
  const b = arena.words(kind === 'forward' ? panelMatrixSize(inner, columns) : panelMatrixSize(rows, columns))
  const out = arena.words(
    kind === 'forward' ? panelMatrixSize(rows, columns) : panelMatrixSize(inner, columns),
  )
  const memory = createSharedMemory(arena.size())
  new Float32Array(memory.buffer).fill(0.5, a / 4, out / 4)
  const operations = 2 * rows * inner * columns
  const repeats = Math.max(10, Math.round((OPERATIONS_OF_ONE_MEASUREMENT * threads) / operations))
  const module = prepareEngine(engine)
  const task = { shape, engine, memory, module, addresses: { a, b, out }, threads, repeats }
  const seconds = await Promise.all(
    Array.from({ length: threads }, (_, thread) => runThread({ ...task, thread })),
  )
  return (operations * repeats) / Math.max(...seconds) / 1e9
}

function runThread(workerData: ProductTask): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'product-thread.js'), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** Median speed of every product of the training step, in GFLOP/s. */
export async function measureProducts(
  engines: readonly EngineName[],
  threadCounts: readonly number[],
  rounds: number,
): Promise<readonly ProductSpeed[]> {
  const cases = SHAPES.flatMap((shape) =>
    engines.flatMap((engine) =>
      threadCounts.map((threads) => ({ shape, engine, threads, speeds: [] as number[] })),
    ),
  )
  for (let round = 0; round < rounds; round += 1) {
    for (const each of cases) each.speeds.push(await measureOnce(each.engine, each.shape, each.threads))
  }
  return cases.map(({ shape, engine, threads, speeds }) => ({
    shape: nameOf(shape),
    engine,
    threads,
    gflops: median(speeds),
  }))
}
