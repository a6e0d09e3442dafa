import { homedir, hostname, userInfo } from 'node:os'

/** A folder whose files have names of the lab's own making, and what stands for it. */
export interface OwnFolder {
  readonly path: string
  readonly name: string
}

interface Personal {
  readonly home: string
  readonly names: readonly string[]
}

/** What stands where something was left out. */
const LEFT_OUT = '…'

// From the root of a path to the end of its part of the sentence: the names of files have blanks in them.
const PATH = /(?:~|\b[A-Za-z]:|\\|(?<![\w.>]))[\\/](?=[^\s\\/]|[\\/][^\s\\/]).*?(?=: |, |\. |; |\.?$)/gm
const QUOTED = /(["“'‘])(?:(?!["”'’]).)*(["”'’])/g

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

/** Which home and which names belong to whoever runs this program. */
function personal(): Personal {
  return { home: homedir(), names: [userInfo().username, hostname()] }
}

/** A text in which the home of whoever runs this program stands as `~`. */
export function withoutHome(text: string, { home }: Pick<Personal, 'home'> = personal()): string {
  return home.length > 1 ? text.replaceAll(home, '~') : text
}

/**
 * A sentence of main without what says whose computer this is and what is on it: paths but those of the lab's own folders, whatever is
 * quoted, the user's name and the computer's. What is left says what went wrong, and a log may keep it.
 */
export function impersonalText(
  text: string,
  own: readonly OwnFolder[],
  { home, names }: Personal = personal(),
): string {
  // The longest first: one of these may be a part of another.
  const folders = own.toSorted((one, other) => other.path.length - one.path.length)
  const marked = folders.reduce((rest, { path, name }) => rest.replaceAll(path, `<${name}>`), text)
  const plain = withoutHome(marked, { home }).replace(QUOTED, `$1${LEFT_OUT}$2`).replace(PATH, LEFT_OUT)
  return names
    .toSorted((one, other) => other.length - one.length)
    .filter((name) => name !== '')
    .reduce(
      (rest, name) => rest.replace(new RegExp(`(?<!\\w)${escaped(name)}(?!\\w)`, 'giu'), LEFT_OUT),
      plain,
    )
}
