// Gives every command a copy button. Without this file the text is selected with one click and copied by hand.
for (const block of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Copy'
  button.setAttribute('aria-live', 'polite')
  if (block.dataset.copy) button.setAttribute('aria-label', `Copy ${block.dataset.copy}`)
  button.addEventListener('click', async () => {
    const text = block.querySelector('code').textContent
    const answer = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'Press Ctrl+C',
    )
    button.textContent = answer
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
  block.append(button)
}
