// Gives a form a button that uses a passkey, or makes one. Without this file the page says what to do instead.
for (const part of document.querySelectorAll('[data-passkey]')) {
  const { options, button: label, offer, besides, quiet, say } = JSON.parse(part.dataset.passkey)
  const isNew = 'user' in options
  const answer = part.querySelector('input')
  part.querySelector('.needs-script').remove()
  const told = document.createElement('p')
  told.className = 'hint'
  told.setAttribute('role', 'status')
  const tell = text => {
    told.textContent = text
  }

  /** Sent as the form's own button would send it, but without asking for the fields that a passkey stands in for. */
  const send = credential => {
    answer.value = JSON.stringify(credential)
    const sender = document.createElement('button')
    sender.hidden = true
    sender.formNoValidate = true
    if (besides) [sender.name, sender.value] = besides
    part.append(sender)
    answer.form.requestSubmit(sender)
  }

  let waiting
  const ask = async more => {
    waiting?.abort()
    waiting = new AbortController()
    const { signal } = waiting
    const credential = isNew
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
          signal,
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
          signal,
          ...more,
        })
    send(credential)
  }

  const begin = async () => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = quiet ? 'quiet' : ''
    button.textContent = label
    button.addEventListener('click', async () => {
      tell('')
      button.disabled = true
      await ask().catch(({ name }) => tell(name === 'InvalidStateError' ? say.known : say.notUsed))
      button.disabled = false
    })
    part.append(button, told)
    // Offered under the field for the username. Whoever does not take it up has not failed at anything.
    if (offer && (await PublicKeyCredential.isConditionalMediationAvailable?.()))
      await ask({ mediation: 'conditional' }).catch(() => undefined)
  }

  if (globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) begin()
  else {
    tell(say.unsupported)
    part.append(told)
  }
}
