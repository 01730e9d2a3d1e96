// Sends a form once, however often its button is pressed while the answer is on its way: what a key is, or a recovery code, is
// told in the answer to the first, and the answer to the second says that it was done already.
for (const form of document.querySelectorAll('form[method=post]')) {
  let onItsWay
  form.addEventListener('submit', event => {
    if (event.submitter === onItsWay) event.preventDefault()
    onItsWay = event.submitter
    // Whoever stopped it may send it again.
    setTimeout(() => {
      onItsWay = undefined
    }, 5000)
  })
}
