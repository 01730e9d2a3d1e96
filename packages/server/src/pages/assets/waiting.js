// Looks by itself whether what a page waits for has come: often at first, then less, and not for ever. Without this file
// a link looks again.
for (const waiting of document.querySelectorAll('[data-looks]')) {
  const { looks, stopped } = waiting.dataset
  const { href } = waiting.querySelector('a')
  const word = waiting.querySelector('[data-looking]')
  const end = Date.now() + 30 * 60_000
  let pause = 2000
  const look = async () => {
    if (Date.now() > end) {
      word.textContent = stopped
      return
    }
    const arrived = (await open(href))?.querySelector('[data-arrived]')
    if (arrived) {
      waiting.className = arrived.className
      waiting.replaceChildren(...arrived.childNodes)
      return
    }
    // For two minutes, which most first uploads take, it is asked as often as somebody who waits would.
    if (Date.now() > end - 28 * 60_000) pause = Math.min(pause * 1.5, 20_000)
    setTimeout(look, pause)
  }
  const open = async path => {
    const answer = await fetch(path).catch(() => undefined)
    return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined
  }
  word.textContent = looks
  setTimeout(look, pause)
}
