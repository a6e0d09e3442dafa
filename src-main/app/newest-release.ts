import * as v from 'valibot'
import { parseJson } from '#shared/records/safe-json'

/** Milliseconds, and bytes, after which an answer is no answer. */
const PATIENCE = 10_000
const LARGEST_ANSWER = 256 * 1024

// As GitHub and Forgejo answer when they are asked for the latest release. Nothing else of the answer is used.
const answerSchema = v.object({
  tag_name: v.pipe(v.string(), v.regex(/^v?\d{1,5}\.\d{1,5}\.\d{1,5}$/)),
})

/** Whether a version comes after another one; both are three numbers. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split('.').map(Number))
  const place = one?.findIndex((number, index) => number !== other?.[index]) ?? -1
  return place >= 0 && (one?.[place] ?? 0) > (other?.[place] ?? 0)
}

/** The text of an answer; null where it is too long to be read to its end. */
async function readShort(response: Response): Promise<string | null> {
  const decoder = new TextDecoder()
  let [text, size] = ['', 0]
  const reader = response.body?.getReader()
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {}
    if (done || value === undefined) return text
    size += value.byteLength
    if (size > LARGEST_ANSWER) {
      await reader?.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}

async function answerOf(feed: string, patience: number): Promise<string | null> {
  const signal = AbortSignal.timeout(patience)
  const headers = { Accept: 'application/json', 'User-Agent': 'our-neural-network' }
  // Another place than the one that is written down is not asked.
  const response = await fetch(feed, { signal, headers, redirect: 'error' })
  return response.ok ? readShort(response) : null
}

/**
 * Asks for the newest release: one request, which says nothing about who asks. Throws a sentence where there is no answer that can be
 * used.
 */
export async function newestRelease(feed: string, patience: number = PATIENCE): Promise<string> {
  const text = await answerOf(feed, patience).catch((error: unknown) => {
    const isSilent = error instanceof Error && error.name === 'TimeoutError'
    throw new Error(
      isSilent ? 'The list of releases did not answer in time.' : 'The list of releases cannot be reached.',
      { cause: error },
    )
  })
  const json = parseJson(text ?? '')
  const answer = v.safeParse(answerSchema, json.ok ? json.value : null)
  if (!answer.success) throw new Error('The list of releases gave an answer that cannot be used.')
  return answer.output.tag_name.replace(/^v/, '')
}
