/**
 * A program that is logged in, as a process of its own: told a refresh token and where to go, it refreshes, sending the
 * same again where no answer came, uses what it got, and says what that was.
 */
process.on('message', async ({ refreshToken, origins }) => {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'latchkey',
    refresh_token: refreshToken,
  })
  for (let tries = 1; ; tries += 1) {
    const origin = origins[tries % origins.length]
    try {
      const answer = await fetch(`${origin}/oauth/token`, { method: 'POST', body: form })
      const { refresh_token, access_token, error } = await answer.json()
      const headers = { authorization: `Bearer ${access_token}` }
      if (error === undefined) await fetch(`${origin}/api/v1/validate`, { headers }).then(used => used.text())
      process.send({ tries, refreshToken: refresh_token, accessToken: access_token, error })
      return
    } catch (problem) {
      if (tries === 20) throw problem
    }
  }
})
process.once('disconnect', () => process.exit())
