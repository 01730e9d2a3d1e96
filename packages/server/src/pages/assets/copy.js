// Gives every command a copy button. Without this file the text is selected with one click and copied by hand.
for (const block of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break
  const button = document.createElement('button')
  // Told by the eye and, with what it is about, by a screen reader: "Copy the key", "Copied the key".
  const say = word => {
    button.textContent = block.dataset[word]
    button.setAttribute('aria-label', block.dataset[`${word}Name`])
  }
  button.type = 'button'
  button.className = 'copy'
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    const copied = navigator.clipboard.writeText(block.querySelector('code').textContent)
    say(
      await copied.then(
        () => 'copied',
        () => 'failed',
      ),
    )
    setTimeout(say, 2000, 'copy')
  })
  say('copy')
  block.append(button)
}
