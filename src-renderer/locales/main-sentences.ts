import { resolveParticles } from '#shared/language/korean-particles'
import words from './main-sentences.json'

/**
 * What main says, in Korean. As in gettext the English sentence is the key: it crosses processes, files and the command as plain
 * text, and nothing but the sentence has to be passed on. A test holds that every key still stands in the sources.
 */

interface Pattern {
  readonly english: RegExp
  readonly korean: string
  readonly names: readonly string[]
}

/** A notice is no longer than this; longer texts are not sentences of ours. */
const LONGEST = 2000

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** What may stand for a name: an action is one of a few; the column at the begin of a sentence is one word, so that a look at it suffices. */
function valueSource(name: string): string {
  if (name === 'action') return `(${Object.keys(words.fragments.action).map(escaped).join('|')})`
  if (name === 'field') return '(The experiment|[^ ]+)'
  return name === 'column' ? '([^ ]+)' : '(.+?)'
}

function pattern([english, korean]: readonly [string, string]): Pattern {
  const parts = english.split(/\{(\w+)\}/)
  const source = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : valueSource(part))).join('')
  const names = parts.filter((_, index) => index % 2 === 1)
  return { english: new RegExp(`^${source}$`, 's'), korean, names }
}

const fixedLength = (english: string): number => english.replaceAll(/\{\w+\}/g, '').length

/** Those with the most fixed text first: they say more than one that lets nearly everything through. */
const patterns = (texts: Readonly<Record<string, string>>): readonly Pattern[] =>
  Object.entries(texts)
    .toSorted(([a], [b]) => fixedLength(b) - fixedLength(a))
    .map(pattern)

const SENTENCES = patterns(words.sentences)

/** Parts of sentences, by the name under which a sentence holds them. */
const FRAGMENTS: ReadonlyMap<string, readonly Pattern[]> = new Map(
  Object.entries(words.fragments).map(([name, texts]) => [name, patterns(texts)]),
)

/** Values that are always one of their fragments: another value means that another sentence was meant. */
const STRICT: ReadonlySet<string> = new Set(['action', 'both', 'figure', 'mark', 'problem', 'rangeProblem'])

/** A value in Korean; null where the sentence around it cannot be the right one. */
function koreanValue(name: string, value: string): string | null {
  // A reason may be the system's, or a whole sentence.
  if (name === 'reason' || name === 'rest')
    return translated(value, FRAGMENTS.get(name) ?? []) ?? translated(value, SENTENCES) ?? value
  const fragments = FRAGMENTS.get(name)
  if (fragments === undefined) return value
  return translated(value, fragments) ?? (STRICT.has(name) ? null : value)
}

function filled({ english, korean, names }: Pattern, text: string): string | null {
  const found = english.exec(text)
  if (found === null) return null
  const values = new Map<string, string>()
  for (const [index, name] of names.entries()) {
    const value = koreanValue(name, found[index + 1] ?? '')
    if (value === null) return null
    values.set(name, value)
  }
  return korean.replaceAll(/\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '')
}

function translated(text: string, among: readonly Pattern[]): string | null {
  for (const candidate of among) {
    const korean = filled(candidate, text)
    if (korean !== null) return korean
  }
  return null
}

/** A sentence of main in Korean; one that is not known stays as it is. */
export function koreanSentence(text: string): string {
  const korean = text.length > LONGEST ? null : translated(text, SENTENCES)
  return korean === null ? text : resolveParticles(korean)
}
