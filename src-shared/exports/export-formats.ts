interface ExportFormat {
  /** How its files end, without a dot. */
  readonly extension: string
  readonly takes: 'one run' | 'several runs'
  /** Its words are in the language that is asked for. */
  readonly hasLanguage?: true
}

/**
 * Kinds of files that runs can be written to, in the order of help and menus. A new one is a row here, its function in
 * `src-main/exports/export-writers.ts`, and its words in `run.json` (`export`), twice.
 */
export const EXPORT_FORMATS = {
  onnx: { extension: 'onnx', takes: 'one run' },
  safetensors: { extension: 'safetensors', takes: 'one run' },
  npz: { extension: 'npz', takes: 'one run' },
  programs: { extension: 'zip', takes: 'one run' },
  card: { extension: 'html', takes: 'one run' },
  pdf: { extension: 'pdf', takes: 'several runs', hasLanguage: true },
  md: { extension: 'md', takes: 'several runs', hasLanguage: true },
  tensorboard: { extension: 'zip', takes: 'several runs' },
  mlflow: { extension: 'zip', takes: 'several runs' },
  onn: { extension: 'onn', takes: 'several runs' },
} as const satisfies Readonly<Record<string, ExportFormat>>

export type ExportFormatName = keyof typeof EXPORT_FORMATS

export const EXPORT_FORMAT_NAMES = Object.keys(EXPORT_FORMATS) as readonly ExportFormatName[]
