/** Asks the local cloud; a refusal is thrown with its own words. */
export async function ask(path, { method = 'GET', body } = {}) {
  const response = await fetch(`/__local/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const reply = await response.json()
  if (!response.ok) throw new Error(reply.message ?? `HTTP ${response.status}`)
  return reply
}
