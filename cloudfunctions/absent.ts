/**
 * Stands in a function's bundle for parts of the SDK this product never calls (`app.ai()`, `app.models`, `app.mysql()`):
 * they would be a third of the bundle and of its load time. Touching one says so, instead of failing obscurely.
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
