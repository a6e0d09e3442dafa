/** What stands where a character was that nobody would have seen, or that a terminal would have obeyed. */
const INSTEAD = '\uFFFD'

/**
 * Characters that do something, or hide, where a letter is expected: controls with CR, ESC and C1 (Cc), marks of direction, of
 * zero width and tags (Cf, Default_Ignorable), separators of lines and paragraphs, and halves of surrogate pairs.
 */
const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`

/**
 * Such a mark may join the parts of one emoji. Made when it is asked for, because the table of all emoji takes longer than a
 * short command. The flag v is newer than the language that the compiler is told to expect.
 */
function emojiOrUnprintable(): RegExp {
  known ??= new RegExp(String.raw`\p{RGI_Emoji}|${UNPRINTABLE}`, 'gv')
  return known
}
let known: RegExp | null = null

const ANY_UNPRINTABLE = new RegExp(UNPRINTABLE, 'u')
const ONE_UNPRINTABLE = new RegExp(`^${UNPRINTABLE}$`, 'u')
const EACH_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu')

/** Marks that one letter may carry: no language piles up more, and a hundred of them would cover the lines around it. */
const PILED_MARKS = /(\p{M}{8})(\p{M}+)/gu

/**
 * A text from elsewhere as one line that a terminal, a dialog or a notice can show: a record, the name of a file, an error of the
 * system and a word of the command line may all have been written by somebody else.
 */
export function printableText(text: string): string {
  const seen = ANY_UNPRINTABLE.test(text)
    ? text.replace(emojiOrUnprintable(), (found) => (ONE_UNPRINTABLE.test(found) ? INSTEAD : found))
    : text
  return seen.replace(PILED_MARKS, `$1${INSTEAD}`)
}

/** The same, and no longer than a reader wants it. */
export function shortPrintableText(text: string, most: number): string {
  return printableText(text.length > most ? `${text.slice(0, most)}…` : text)
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

/** JSON on one line that loses nothing and that a terminal can show: what it would obey is written as an escape. */
export function printableJson(value: unknown): string {
  const text = JSON.stringify(value).replace(EACH_UNPRINTABLE, escaped)
  return text.replace(
    PILED_MARKS,
    (_, first: string, more: string) => first + [...more].map(escaped).join(''),
  )
}
