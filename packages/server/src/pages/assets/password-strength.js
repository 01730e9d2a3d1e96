// Says below a new password how well it is chosen, while it is typed. The server alone decides what it takes.
for (const said of document.querySelectorAll('[data-strength]')) {
  const input = said.parentElement.querySelector('input')
  const { short, weak, fair, strong } = said.dataset
  input.addEventListener('input', () => {
    const length = [...input.value].length
    const different = new Set(input.value).size
    if (length === 0) said.textContent = ''
    else if (length < 8) said.textContent = short
    else if (length < 12 || different < 6) said.textContent = weak
    else said.textContent = length < 16 ? fair : strong
  })
}
