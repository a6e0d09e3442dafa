import { checkRequest } from '../../src-main/app/check-request'
import { badRequests, type BadRequest } from './bad-requests'
import { errorMessage } from '../../src-main/base/error-message'

export interface RefusedRequest {
  readonly request: BadRequest
  /** What main says to it; null where it lets it through. */
  readonly sentence: string | null
  readonly milliseconds: number
}

function refused(request: BadRequest): RefusedRequest {
  const start = performance.now()
  let sentence: string | null = null
  try {
    checkRequest(request.channel, request.values)
  } catch (error) {
    sentence = errorMessage(error)
  }
  return { request, sentence, milliseconds: performance.now() - start }
}

/** Puts bad requests to main's own judgement, one after the other. */
export function refuseRequests(count: number, seed: number): readonly RefusedRequest[] {
  return badRequests(count, seed).map(refused)
}
