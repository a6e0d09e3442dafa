/** A piece of a line of text. */
export type Piece = string | { readonly code: string } | { readonly strong: string }

export type Line = readonly Piece[]

/** A part of a report, without how it is written down: Markdown and a page to print are made of the same parts. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | {
      readonly kind: 'table'
      readonly headings: readonly Line[]
      readonly rows: readonly (readonly Line[])[]
      /** Columns of numbers, on the right, behind so many others. */
      readonly numbersFrom?: number
    }
  | { readonly kind: 'figure'; readonly name: string; readonly title: string; readonly svg: string }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
