import type { DuplicateImages, PlacedImage } from '#shared/data/duplicate-images'

export const DUPLICATE_KINDS = ['all', 'across', 'labels'] as const
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number]

/** Images that are the same or almost, as one row; of the same image the distance is 0. */
export interface DuplicateRow {
  readonly images: readonly PlacedImage[]
  readonly distance: number
}

const isOf = (kind: DuplicateKind, images: readonly PlacedImage[]): boolean => {
  const [first] = images
  if (kind === 'across') return images.some(({ split }) => split !== first?.split)
  return kind === 'all' || images.some(({ label }) => label !== first?.label)
}

/** The duplicates of a kind: the same images first, then the nearest. */
export function duplicateRows(
  { equal, near }: DuplicateImages,
  kind: DuplicateKind,
): readonly DuplicateRow[] {
  return [...equal.map((images) => ({ images, distance: 0 })), ...near].filter(({ images }) =>
    isOf(kind, images),
  )
}
