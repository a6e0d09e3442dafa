import { resolveParticles } from './korean-particles'

/** A text with its `{names}` replaced by their values, and with the Korean particles that these ask for. */
export function filledText(text: string, values: Readonly<Record<string, string | number>>): string {
  return resolveParticles(text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')))
}
