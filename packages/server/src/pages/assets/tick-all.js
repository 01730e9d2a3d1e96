// Ticks everything on a page at once. Without this file each is ticked by itself.
for (const place of document.querySelectorAll('[data-tick-all]')) {
  const ticks = () => [...place.closest('form').querySelectorAll('.tick input')]
  const label = document.createElement('label')
  const box = document.createElement('input')
  label.className = 'choice'
  box.type = 'checkbox'
  box.addEventListener('change', () => {
    for (const tick of ticks()) tick.checked = box.checked
  })
  place.closest('form').addEventListener('change', () => {
    box.checked = ticks().every(tick => tick.checked)
    box.indeterminate = !box.checked && ticks().some(tick => tick.checked)
  })
  label.append(box, place.dataset.tickAll)
  place.prepend(label)
}
