/** Which version this is. Here, too, since nothing is read where Node is to start fast; a test compares package.json. */
export const version = '0.1.0'
