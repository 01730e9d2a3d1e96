/** The slice of a logger that the doors of the server use; pino has it. */
export interface Log {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
