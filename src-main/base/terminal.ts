import { printableText } from './printable-text'

/** Tells the terminal that started this process one sentence; whatever was named in it comes out as text. */
export function tellTerminal(sentence: string): void {
  process.stderr.write(`${printableText(sentence)}\n`)
}
