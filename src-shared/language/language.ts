/** The languages of everything visible. */
export type Language = 'ko' | 'en'
