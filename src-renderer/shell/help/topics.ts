import type { PageId } from '../../stores/navigation-store'

/** Topics of help in their order: how to begin, then a page for each page of the app. The glossary stands behind them. */
export const TOPICS = [
  'start',
  'design',
  'training',
  'runs',
  'run',
  'search',
  'image',
  'data',
  'sharing',
  'settings',
] as const satisfies readonly (PageId | 'start')[]
export type Topic = (typeof TOPICS)[number] | 'glossary'

/** The topic of that name, or else that of the page. */
export function topicOf(name: string | null, page: PageId): Topic {
  if (name === 'glossary') return name
  return TOPICS.find((topic) => topic === name) ?? TOPICS.find((topic) => topic === page) ?? 'start'
}
