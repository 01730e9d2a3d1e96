/** Who asks, in questions of this library’s own: whoever approves a device, or looks at a login’s last use, reads it. */
export const userAgent = 'latchkey'
