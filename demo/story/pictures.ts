import { type Canvas, type Colour, createCanvas } from './canvas'

/** What a photo of the demo shows; each before and after the work. Drawn, because nobody's stairwell is fictional. */
export type Scene = 'lamp' | 'ground' | 'wall' | 'pipe' | 'rubbish' | 'door' | 'car' | 'green' | 'lift' | 'rail'

const wall: Colour = [206, 200, 188]
const floor: Colour = [128, 124, 118]
const dark: Colour = [58, 54, 50]
const steel: Colour = [132, 140, 148]
const leaf: Colour = [74, 122, 66]
const wood: Colour = [138, 96, 60]
const shade = ([r, g, b]: Colour, by: number): Colour => [
  Math.min(255, r * by),
  Math.min(255, g * by),
  Math.min(255, b * by),
]

/** A wall above a floor. */
const room = (): Canvas => {
  const canvas = createCanvas((_, y) => shade(wall, 1 - y / 900))
  canvas.rect(0, 180, 320, 60, floor)
  canvas.line(
    [
      [0, 180],
      [320, 180],
    ],
    3,
    dark,
  )
  return canvas
}

/** A corridor seen along its length; the lamp at its end gives the only light. */
const lamp = (lit: boolean): Canvas => {
  const canvas = createCanvas((x, y) => {
    const far = Math.hypot(x - 160, y - 60)
    return shade([176, 166, 142], lit ? Math.max(0.55, 1.35 - far / 260) : Math.max(0.12, 0.34 - far / 900))
  })
  const edge = shade(dark, lit ? 1 : 0.4)
  for (const x of [0, 320])
    canvas.line(
      [
        [x, 0],
        [x < 160 ? 110 : 210, 70],
        [x < 160 ? 110 : 210, 160],
        [x, 240],
      ],
      2,
      edge,
    )
  canvas.rect(135, 90, 50, 72, shade(wood, lit ? 1 : 0.3))
  canvas.line(
    [
      [160, 0],
      [160, 34],
    ],
    2,
    edge,
  )
  canvas.disc(160, 44, 13, lit ? [255, 246, 206] : [70, 68, 62])
  return canvas
}

const ground = (mended: boolean): Canvas => {
  const canvas = createCanvas((x, y) => shade(floor, 1.1 + ((x * 7 + y * 13) % 17) / 140))
  for (const y of [60, 130, 200])
    canvas.line(
      [
        [0, y],
        [320, y - 14],
      ],
      2,
      shade(floor, 0.8),
    )
  if (mended) {
    canvas.fill((x, y) => Math.abs(x - 160) < 92 && Math.abs(y - 118) < 52, shade(floor, 0.86))
    return canvas
  }
  canvas.fill((x, y) => Math.hypot((x - 165) / 1.7, y - 120) < 40, shade(dark, 0.9))
  canvas.line(
    [
      [30, 40],
      [90, 82],
      [120, 104],
    ],
    4,
    dark,
  )
  canvas.line(
    [
      [225, 140],
      [262, 176],
      [300, 190],
    ],
    4,
    dark,
  )
  canvas.line(
    [
      [150, 160],
      [138, 200],
      [156, 236],
    ],
    3,
    dark,
  )
  return canvas
}

const tiles = (mended: boolean): Canvas => {
  const canvas = createCanvas([190, 138, 112])
  for (let y = 0; y < 240; y += 24)
    canvas.line(
      [
        [0, y],
        [320, y],
      ],
      2,
      [160, 112, 90],
    )
  for (let x = 0; x < 320; x += 40)
    canvas.line(
      [
        [x, 0],
        [x, 240],
      ],
      2,
      [160, 112, 90],
    )
  if (mended)
    canvas.fill((x, y) => x > 122 && x < 238 && y > 74 && y < 166 && x % 40 > 2 && y % 24 > 2, [202, 152, 126])
  else canvas.fill((x, y) => Math.abs(x - 180) + Math.abs(y - 120) * 1.3 < 76 + ((x * 3 + y) % 9), [148, 142, 134])
  return canvas
}

const pipe = (mended: boolean): Canvas => {
  const canvas = room()
  canvas.line(
    [
      [70, 0],
      [70, 120],
      [250, 120],
      [250, 240],
    ],
    20,
    shade(steel, 0.7),
  )
  canvas.line(
    [
      [70, 0],
      [70, 120],
      [250, 120],
      [250, 240],
    ],
    13,
    steel,
  )
  canvas.rect(146, 106, 30, 28, mended ? [176, 64, 52] : shade(steel, 0.6))
  if (mended) return canvas
  for (const [x, y] of [
    [152, 148],
    [160, 162],
    [168, 154],
    [158, 174],
  ] as const)
    canvas.disc(x, y, 4, [96, 150, 196])
  canvas.fill((x, y) => Math.hypot((x - 160) / 2.6, y - 208) < 20, [104, 146, 178])
  return canvas
}

const rubbish = (cleared: boolean): Canvas => {
  const canvas = room()
  for (const [x, colour] of [
    [40, [52, 110, 74]],
    [236, [54, 84, 140]],
  ] as const) {
    canvas.rect(x, 96, 54, 92, colour)
    canvas.rect(x - 4, 88, 62, 12, shade(colour, 0.75))
  }
  if (cleared) return canvas
  for (const [x, y, r, tone] of [
    [120, 186, 24, 0.9],
    [160, 192, 30, 1.2],
    [202, 188, 22, 1],
    [150, 158, 18, 1.4],
  ] as const)
    canvas.disc(x, y, r, shade(dark, tone))
  canvas.rect(180, 200, 50, 26, wood)
  return canvas
}

const door = (mended: boolean): Canvas => {
  const canvas = room()
  canvas.rect(96, 34, 128, 150, shade(steel, 0.6))
  canvas.rect(104, 42, 112, 142, shade(steel, 0.85))
  if (!mended) canvas.fill((x, y) => x > 150 && x < 216 && y > 42 && y < 184 && y > 42 + (x - 150) / 6, dark)
  canvas.rect(240, 96, 26, 40, dark)
  canvas.disc(253, 110, 5, mended ? [88, 196, 108] : [196, 70, 60])
  return canvas
}

const car = (gone: boolean): Canvas => {
  const canvas = room()
  canvas.rect(40, 20, 70, 160, shade(wood, 0.8))
  canvas.line(
    [
      [20, 214],
      [300, 214],
    ],
    4,
    [214, 180, 70],
  )
  if (gone) return canvas
  canvas.fill((x, y) => x > 110 && x < 300 && y > 136 && y < 190, [168, 60, 56])
  canvas.fill((x, y) => y > 100 && y <= 136 && Math.abs(x - 205) < 40 + (y - 100) / 1.5, [110, 130, 146])
  for (const x of [148, 262]) canvas.disc(x, 192, 18, dark)
  return canvas
}

const green = (tidy: boolean): Canvas => {
  const canvas = createCanvas((_, y) => (y < 120 ? [186, 206, 214] : shade(leaf, 1.15 - y / 900)))
  canvas.rect(150, 70, 18, 100, wood)
  canvas.disc(159, 62, 46, leaf)
  if (tidy) return canvas
  canvas.line(
    [
      [168, 110],
      [228, 150],
      [286, 156],
    ],
    7,
    wood,
  )
  canvas.line(
    [
      [214, 140],
      [236, 112],
    ],
    5,
    wood,
  )
  canvas.rect(40, 160, 60, 40, [176, 150, 110])
  canvas.rect(64, 136, 48, 30, [150, 120, 90])
  return canvas
}

const lift = (working: boolean): Canvas => {
  const canvas = room()
  canvas.rect(90, 30, 140, 154, shade(steel, 0.7))
  for (const x of working ? [96, 162] : [96, 190]) canvas.rect(x, 38, working ? 62 : 34, 146, steel)
  if (!working) canvas.rect(130, 38, 60, 146, dark)
  canvas.rect(136, 10, 48, 16, dark)
  canvas.disc(160, 18, 5, working ? [255, 196, 90] : [196, 70, 60])
  return canvas
}

const rail = (mended: boolean): Canvas => {
  const canvas = room()
  for (let i = 0; i < 6; i += 1) canvas.rect(i * 54, 230 - i * 22, 56, 240, shade(floor, 0.8 + i / 20))
  for (let i = 0; i < 6; i += 1)
    if (mended || (i !== 3 && i !== 4))
      canvas.line(
        [
          [20 + i * 56, 224 - i * 22],
          [20 + i * 56, 150 - i * 22],
        ],
        5,
        steel,
      )
  canvas.line(
    mended
      ? [
          [0, 158],
          [320, 32],
        ]
      : [
          [0, 158],
          [168, 92],
          [206, 138],
        ],
    8,
    wood,
  )
  return canvas
}

const scenes: Readonly<Record<Scene, (done: boolean) => Canvas>> = {
  lamp,
  ground,
  wall: tiles,
  pipe,
  rubbish,
  door,
  car,
  green,
  lift,
  rail,
}

const drawn = new Map<string, string>()

/** A photo of the scene, base64 JPEG, before or after the work. */
export function photoOf(scene: Scene, done: boolean): string {
  const key = `${scene} ${done}`
  const photo = drawn.get(key) ?? scenes[scene](done).toBase64()
  drawn.set(key, photo)
  return photo
}

const byCategory: Readonly<Record<string, Scene>> = {
  A01: 'lamp',
  A02: 'ground',
  A03: 'wall',
  A06: 'lift',
  A07: 'pipe',
  A08: 'pipe',
  A09: 'ground',
  A12: 'rail',
  A13: 'wall',
  A14: 'rail',
  A15: 'rail',
  B05: 'rubbish',
  B07: 'green',
  B08: 'green',
  D01: 'car',
  D02: 'car',
}
const byGroup: Readonly<Record<string, Scene>> = { A: 'door', B: 'rubbish', C: 'door', D: 'green', E: 'door' }

/** The scene that suits a category best. */
export const sceneOf = (category: string): Scene => byCategory[category] ?? byGroup[category.charAt(0)] ?? 'door'
