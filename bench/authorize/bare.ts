/** A server under measurement: nothing but `node:http` and a JSON answer of as many bytes as its argument says. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { reportUsage } from '../servers/usage.ts'

const body = JSON.stringify({ answer: '' })
const padded = body.replace('""', `"${'x'.repeat(Number(process.argv[2]) - body.length)}"`)

const server = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(padded) })
  response.end(padded)
})
server.listen(0, '127.0.0.1', () => {
  reportUsage({ origin: `http://localhost:${(server.address() as AddressInfo).port}` })
})
