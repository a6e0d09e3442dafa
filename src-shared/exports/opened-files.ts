/** Endings of files that the lab opens wherever they are dropped, by what is in them. */
export const OPENED_ENDINGS = {
  runs: ['onn'],
  model: ['onnx', 'safetensors', 'npz'],
} as const

type OpenedKind = keyof typeof OPENED_ENDINGS

/** What a file of this name holds, if it is one that the lab opens; null for every other. */
export function openedKind(name: string): OpenedKind | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const kinds = Object.keys(OPENED_ENDINGS) as OpenedKind[]
  return kinds.find((kind) => OPENED_ENDINGS[kind].some((known) => known === ending)) ?? null
}
