// Counts down by the second what stands in whole minutes without this file, and then opens what follows.
for (const time of document.querySelectorAll('[data-left]')) {
  const { left, words, leads } = time.dataset
  // By the time since the page came: the clocks of browsers and servers differ.
  const end = performance.now() + Number(left)
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000))
    const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    time.textContent = words.replace('{}', shown)
    if (seconds === 0) location.replace(leads)
    else setTimeout(tick, 250)
  }
  tick()
}
