import type { Worker } from 'node:worker_threads'

/** What a thread tells: how far it is, what came of it, or why nothing did. */
export type ThreadReply<Result> =
  | { readonly kind: 'progress'; readonly done: number; readonly all: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'result'; readonly result: Result }

export type Progress = (done: number, all: number) => void

/** The next result of a thread; throws its sentence where it refuses, and `ended` where it tells nothing any more. */
export function nextReply<Result>(worker: Worker, onProgress: Progress, ended: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      worker.off('message', take)
      worker.off('error', fail)
      worker.off('exit', end)
    }
    const fail = (error: unknown): void => {
      stop()
      reject(error)
    }
    const end = (): void => fail(new Error(ended))
    const take = (reply: ThreadReply<Result>): void => {
      if (reply.kind === 'progress') return onProgress(reply.done, reply.all)
      if (reply.kind === 'refused') return fail(new Error(reply.reason))
      stop()
      resolve(reply.result)
    }
    worker.on('message', take)
    worker.on('error', fail)
    worker.on('exit', end)
  })
}
