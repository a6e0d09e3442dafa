/** The sentence of a failed request: main and the preload send nothing but sentences. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error))
