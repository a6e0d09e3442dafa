// Node's types leave WebAssembly to the DOM library, which this layer must not see.
declare namespace WebAssembly {
  type ImportValue = ((...values: never[]) => unknown) | Memory | Global | number
  type Imports = Record<string, Record<string, ImportValue>>
  type ExportValue = ((...values: number[]) => number) | Memory | Global

  interface MemoryDescriptor {
    readonly initial: number
    readonly maximum?: number
    readonly shared?: boolean
  }

  class Module {
    constructor(bytes: ArrayBuffer | Uint8Array)
  }

  class Instance {
    constructor(module: Module, imports?: Imports)
    readonly exports: Readonly<Record<string, ExportValue>>
  }

  class Memory {
    constructor(descriptor: MemoryDescriptor)
    readonly buffer: ArrayBuffer | SharedArrayBuffer
    grow(pages: number): number
  }

  class Global {
    constructor(descriptor: { readonly value: string; readonly mutable?: boolean }, value?: number)
    value: number
  }

  function validate(bytes: ArrayBuffer | Uint8Array): boolean
  function compile(bytes: ArrayBuffer | Uint8Array): Promise<Module>
  function instantiate(module: Module, imports?: Imports): Promise<Instance>
}
