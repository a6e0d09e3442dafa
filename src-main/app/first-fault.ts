import type { BaseIssue } from 'valibot'
import { shortPrintableText } from '../base/printable-text'

/** What was sent may be quoted in it, and may be long. */
const LONGEST = 300

/** The first thing that is wrong, in one sentence that names the place where there is one. */
export function firstFault(issues: readonly BaseIssue<unknown>[]): string {
  const [issue] = issues
  if (issue === undefined) return 'its arguments are wrong.'
  const place = (issue.path ?? []).map(({ key }) => shortPrintableText(String(key), 60)).join('.')
  const text = shortPrintableText(issue.message, LONGEST)
  const message = text.endsWith('.') ? text : `${text}.`
  return place === '' ? message : `${message} (argument ${place})`
}
