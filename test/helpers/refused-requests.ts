import { checkRequest } from '../../src-main/app/check-request'
import { badRequests, type BadRequest } from './bad-requests'
import { errorMessage } from '../../src-main/base/error-message'

export interface RefusedRequest {
  readonly request: BadRequest
  /** What main says to it; null where it lets it through. */
  readonly sentence: string | null
  readonly milliseconds: number
}

/** From here on a refusal is measured again: on a busy machine only the fastest of several says what a request costs. */
const WORTH_ANOTHER_LOOK = 125
const MOST_LOOKS = 8

function refusedOnce(request: BadRequest): RefusedRequest {
  const start = performance.now()
  let sentence: string | null = null
  try {
    checkRequest(request.channel, request.values)
  } catch (error) {
    sentence = errorMessage(error)
  }
  return { request, sentence, milliseconds: performance.now() - start }
}

function refused(request: BadRequest): RefusedRequest {
  let found = refusedOnce(request)
  for (let look = 1; look < MOST_LOOKS && found.milliseconds > WORTH_ANOTHER_LOOK; look += 1) {
    const again = refusedOnce(request)
    if (again.milliseconds < found.milliseconds) found = again
  }
  return found
}

/** Puts bad requests to main's own judgement, one after the other. */
export function refuseRequests(count: number, seed: number): readonly RefusedRequest[] {
  return badRequests(count, seed).map(refused)
}
