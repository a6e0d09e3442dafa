import type { BaseIssue } from 'valibot'
import { shortPrintableText } from '../base/printable-text'

/** What was sent may be quoted in it, and may be long. */
const LONGEST = 300
const LONGEST_VALUE = 100

/** What is wrong, as a sentence: the library's own words for a wrong type speak to programmers. */
export function faultSentence({ message, expected, received }: BaseIssue<unknown>): string {
  if (!message.startsWith('Invalid ')) return message.endsWith('.') ? message : `${message}.`
  const given = shortPrintableText(received, LONGEST_VALUE)
  if (expected === null) return `${given} does not belong here.`
  return `Here ${shortPrintableText(expected, LONGEST_VALUE)} is expected, not ${given}.`
}

/** The first thing that is wrong, in one sentence that names the place where there is one. */
export function firstFault(issues: readonly BaseIssue<unknown>[]): string {
  const [issue] = issues
  if (issue === undefined) return 'its arguments are wrong.'
  const place = (issue.path ?? []).map(({ key }) => shortPrintableText(String(key), 60)).join('.')
  const message = shortPrintableText(faultSentence(issue), LONGEST)
  return place === '' ? message : `${message} (argument ${place})`
}
