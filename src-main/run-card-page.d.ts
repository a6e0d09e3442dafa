/** The page of run cards, bundled from src-renderer/card when the lab is built. */
declare module 'virtual:run-card-page' {
  export const script: string
  export const style: string
}
