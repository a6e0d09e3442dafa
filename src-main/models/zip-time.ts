/** Noon of the first day that a zip can tell: what holds the same has the same bytes. */
export const ZIP_TIME = '1980-01-01T12:00:00'
