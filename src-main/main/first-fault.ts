import type { BaseIssue } from 'valibot'

/** The first thing that is wrong, in one sentence that names the place where there is one. */
export function firstFault(issues: readonly BaseIssue<unknown>[]): string {
  const [issue] = issues
  if (issue === undefined) return 'its arguments are wrong.'
  const place = (issue.path ?? []).map(({ key }) => String(key)).join('.')
  const message = issue.message.endsWith('.') ? issue.message : `${issue.message}.`
  return place === '' ? message : `${message} (argument ${place})`
}
