// Of several ways on one line that moves by itself, the one that is chosen is in sight, and that more follow it. Without
// this file one moves there.
const room = 32
for (const chosen of document.querySelectorAll('.chips [aria-current], .sections [aria-current]')) {
  const line = chosen.parentElement
  const start = chosen.offsetLeft - line.offsetLeft
  if (start + chosen.clientWidth + room > line.clientWidth)
    line.scrollLeft = start - (line.clientWidth - chosen.clientWidth) / 2
}
