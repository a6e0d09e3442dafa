import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { FolderProposal, SharingState } from '#shared/ipc'
import { lab } from '../bridge/lab'

/** What main says about the shared folder, and what the user wants of it. */
export const useSharingStore = defineStore('sharing', () => {
  const state = shallowRef<SharingState | null>(null)
  const proposal = shallowRef<FolderProposal | null>(null)
  let started: Promise<void> | null = null

  function start(): Promise<void> {
    started ??= load()
    return started
  }

  async function load(): Promise<void> {
    lab.on('sharing:changed', (changed) => (state.value = changed))
    state.value = await lab.request('sharing:state')
  }

  async function choose(): Promise<void> {
    proposal.value = await lab.request('sharing:choose')
  }

  async function join(): Promise<void> {
    const token = proposal.value?.token
    proposal.value = null
    if (token !== undefined) state.value = await lab.request('sharing:join', token)
  }

  async function leave(): Promise<void> {
    state.value = await lab.request('sharing:leave')
  }

  async function sync(): Promise<void> {
    state.value = await lab.request('sharing:sync')
  }

  async function shareWeights(on: boolean): Promise<void> {
    state.value = await lab.request('sharing:share-weights', on)
  }

  async function answerHide(hide: boolean): Promise<void> {
    state.value = await lab.request('sharing:answer-hide', hide)
  }

  const remove = (ids: readonly string[]): Promise<void> => lab.request('sharing:delete', ids)
  const restore = (ids: readonly string[]): Promise<void> => lab.request('sharing:undelete', ids)
  const openFolder = (): Promise<void> => lab.request('sharing:open-folder')

  return {
    state,
    proposal,
    start,
    choose,
    join,
    leave,
    sync,
    shareWeights,
    answerHide,
    remove,
    restore,
    openFolder,
  }
})
