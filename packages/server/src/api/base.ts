/** Where the API is. */
export const base = '/api/v1'
