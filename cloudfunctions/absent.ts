/**
 * Stands in a function's bundle for a part of the SDK this product never calls (`app.ai()`): it would be a sixth of
 * the bundle and of its load time. Touching it says so, instead of failing obscurely.
 */
module.exports = new Proxy(
  {},
  {
    get(_, name) {
      if (name === '__esModule') return true
      throw new Error(`this part of the SDK is left out of the function bundles (${String(name)})`)
    },
  },
)
