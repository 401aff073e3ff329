import { openDatabase } from '../index'

/**
 * A process for the durability test to kill: writes single documents and two-document transactions without end and
 * prints the id of each one the database acknowledged.
 */
async function main(): Promise<void> {
  const [folder, workerFile, run] = process.argv.slice(2) as [string, string, string]
  const database = await openDatabase({
    folder,
    workerFile,
    collections: [{ name: 't', indexes: [{ name: 'by_pair', keys: { pair: 1 } }] }],
  })
  const insert = (document: object, transactionId?: string) =>
    database.execute(
      'database.insertDocument',
      { collectionName: 't', data: [JSON.stringify(document)], transactionId },
      Date.now(),
    )
  const lane = async (name: string) => {
    for (let n = 0; ; n += 1) {
      const id = `${run}-${name}-${n}`
      if (n % 2 === 0) await insert({ _id: id })
      else {
        const { transactionId } = await database.execute('database.startTransaction', {}, Date.now())
        await insert({ _id: `${id}-x`, pair: id }, transactionId)
        await insert({ _id: `${id}-y`, pair: id }, transactionId)
        await database.execute('database.commitTransaction', { transactionId }, Date.now())
      }
      process.stdout.write(`${id}\n`)
    }
  }
  await Promise.all(['a', 'b', 'c', 'd'].map(lane))
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
