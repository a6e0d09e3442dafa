export type FilterToken =
  | { readonly kind: 'word' | 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'operator'; readonly text: string; readonly at: number }
  | { readonly kind: 'parenthesis'; readonly text: '(' | ')'; readonly at: number }
  | { readonly kind: 'end'; readonly text: ''; readonly at: number }

/** What is wrong with a filter, and at which character of it, counted from 0. */
export class FilterProblem extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

const BLANK = /\s+/y
const PARENTHESIS = /[()]/y
const OPERATOR = /<=|>=|==|!=|<>|=|<|>|!~|~/y
// Word processors and some keyboards set typographic quotes by themselves.
const TEXT = /"([^"]*)"|'([^']*)'|[“”„]([^“”]*)[“”]|[‘‚]([^‘’]*)[‘’]/y
// A list of widths is one word, spaces and all: [512, 256, 128].
const WORD = /\[[^\]]*\]|[^\s()=<>!~"'“”„‘‚]+/y

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

function tokenAt(source: string, at: number): { readonly token: FilterToken; readonly length: number } {
  const parenthesis = match(PARENTHESIS, source, at)
  if (parenthesis !== null) {
    const text = parenthesis[0] === '(' ? '(' : ')'
    return { token: { kind: 'parenthesis', text, at }, length: 1 }
  }
  const operator = match(OPERATOR, source, at)
  if (operator !== null)
    return { token: { kind: 'operator', text: operator[0], at }, length: operator[0].length }
  const text = match(TEXT, source, at)
  if (text !== null) {
    return {
      token: { kind: 'text', text: text.slice(1).find((inner) => inner !== undefined) ?? '', at },
      length: text[0].length,
    }
  }
  const word = match(WORD, source, at)
  if (word !== null) return { token: { kind: 'word', text: word[0], at }, length: word[0].length }
  const character = source.charAt(at)
  const reason = character === '!' ? 'The ! needs = or ~ after it.' : `The ${character} here is not closed.`
  throw new FilterProblem(reason, at)
}

type ReadToken = typeof tokenAt

function tokensBy(read: ReadToken, source: string): readonly FilterToken[] {
  const tokens: FilterToken[] = []
  let at = 0
  while (at < source.length) {
    const blank = match(BLANK, source, at)
    if (blank !== null) {
      at += blank[0].length
      continue
    }
    const { token, length } = read(source, at)
    tokens.push(token)
    at += length
  }
  tokens.push({ kind: 'end', text: '', at: source.length })
  return tokens
}

/** Parts a filter into its words, texts, operators and parentheses; the last token is the end. */
export const filterTokens = (source: string): readonly FilterToken[] => tokensBy(tokenAt, source)

// In a search an apostrophe or an exclamation mark may be one: Kim's, wow!
const STRAY = /[^\s()]+/y

function searchTokenAt(source: string, at: number): ReturnType<ReadToken> {
  try {
    return tokenAt(source, at)
  } catch (problem) {
    const text = problem instanceof FilterProblem ? match(STRAY, source, at)?.[0] : undefined
    if (text === undefined) throw problem
    return { token: { kind: 'word', text, at }, length: text.length }
  }
}

/** The same for a search, in which a sign without a meaning is a word. */
export const searchTokens = (source: string): readonly FilterToken[] => tokensBy(searchTokenAt, source)
