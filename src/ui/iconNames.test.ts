import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { iconNames } from './iconNames'

test('every icon that can be named is drawn, and every drawn icon can be named', () => {
  const scss = readFileSync(join(__dirname, 'icons.scss'), 'utf8')
  const drawn = [...scss.matchAll(/^ {2}["']([a-z-]+)["']:\s+["'][^"']+["'],$/gm)].map((found) => found[1])
  expect(drawn).toEqual([...iconNames])
})
