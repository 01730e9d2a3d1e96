// Gives every command a copy button. Without this file the text is selected with one click and copied by hand.
for (const block of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break
  const button = document.createElement('button')
  // Told by the eye and, with what it is about, by a screen reader: "Copy the key", "Copied the key".
  const say = word => {
    button.textContent = word
    button.setAttribute('aria-label', `${word} ${block.dataset.copy}`)
  }
  button.type = 'button'
  button.className = 'copy'
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    const copied = navigator.clipboard.writeText(block.querySelector('code').textContent)
    say(
      await copied.then(
        () => 'Copied',
        () => 'Could not copy',
      ),
    )
    setTimeout(say, 2000, 'Copy')
  })
  say('Copy')
  block.append(button)
}
