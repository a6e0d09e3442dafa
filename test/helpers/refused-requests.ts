import { checkRequest } from '../../src-main/app/check-request'
import { errorMessage } from '../../src-main/base/error-message'
import { type BadRequest, badRequests } from './bad-requests'

export interface RefusedRequest {
  readonly request: BadRequest
  /** What main says to it; null where it lets it through. */
  readonly sentence: string | null
  readonly milliseconds: number
}

/** Time that the processor took, and not the clock on the wall: others may use the machine meanwhile. */
function processorTime(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

function refused(request: BadRequest): RefusedRequest {
  const start = process.cpuUsage()
  let sentence: string | null = null
  try {
    checkRequest(request.channel, request.values)
  } catch (error) {
    sentence = errorMessage(error)
  }
  return { request, sentence, milliseconds: processorTime(start) }
}

/** Puts bad requests to main's own judgement, one after the other. */
export function refuseRequests(count: number, seed: number): readonly RefusedRequest[] {
  return badRequests(count, seed).map(refused)
}
