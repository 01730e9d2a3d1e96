// Offers names also after the first, where a field takes several. Without this file they are typed.
for (const list of document.querySelectorAll('datalist[data-several]')) {
  const names = [...list.options].map(option => [option.value, option.text])
  for (const field of document.querySelectorAll(`input[list="${list.id}"]`)) {
    field.addEventListener('input', () => {
      const before = /^(?:.*[\s,])?/.exec(field.value)[0]
      list.replaceChildren(...names.map(([value, text]) => new Option(text, before + value)))
    })
  }
}
