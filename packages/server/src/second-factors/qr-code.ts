/** QR codes for the cameras of authenticator apps. */
import { Secret } from '@latchkey/protocol'
import { renderSVG } from 'uqr'

/** An `<svg>`, dark on white whatever the page's colours are, with the margin of four modules that ISO/IEC 18004 wants. */
export function drawQrCode(text: Secret): Secret {
  return new Secret(renderSVG(text.expose(), { ecc: 'M', border: 4 }))
}
