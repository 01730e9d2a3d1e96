// Gives what is worth printing a button for it. Without this file it is printed by the browser's menu.
for (const place of document.querySelectorAll('[data-print]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'quiet'
  button.textContent = place.dataset.print
  button.addEventListener('click', () => print())
  place.append(button)
}
