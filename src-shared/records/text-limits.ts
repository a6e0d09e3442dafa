/**
 * How long texts may be that people give: the same for the form, the command, the library and the shared folder, so that whatever may
 * be written can be read. Lengths are in UTF-16 units.
 */
export const TEXT_LIMITS = {
  /** A display name in settings, records, replays and shared folders. */
  author: 200,
  title: 1000,
  note: 20_000,
  tag: 200,
  tags: 200,
  /** Model and platform of a computer. */
  machine: 200,
  /** Why a row of a table was not believed where the table was written. */
  doubt: 40,
  /** Name of the file that a row was imported from. */
  fileName: 1000,
} as const

/** Notes that older versions of the command wrote were up to this long; they are still read. */
export const LONGEST_OLD_NOTE = 1_000_000
