import { checkCloudPath, fileIdOf, pathOfFileId } from './paths'

describe('cloud paths', () => {
  test.each(['a.txt', 'repairs/2025/照片 1.jpg', 'a/b/c', '.hidden', 'a..b', '~'])('takes %s', (path) => {
    expect(checkCloudPath(path)).toBe(path)
    expect(pathOfFileId(fileIdOf('env', 'env-1', path), 'env', 'env-1')).toBe(path)
  })

  test.each([
    '',
    '/a',
    'a//b',
    'a/',
    '../a',
    'a/../b',
    'a/./b',
    '..',
    'a\\b',
    'a\u0000b',
    'a\nb',
    'a?b',
    'a#b',
    'a%2e',
    '你'.repeat(95),
  ])('refuses %j', (path) => {
    expect(() => checkCloudPath(path)).toThrow(expect.objectContaining({ code: 'STORAGE_PATH_INVALID' }))
    expect(pathOfFileId(`cloud://env.env-1/${path}`, 'env', 'env-1')).toBeUndefined()
  })

  test('a file id of another environment or bucket is no path here', () => {
    expect(pathOfFileId('cloud://other.env-1/a', 'env', 'env-1')).toBeUndefined()
    expect(pathOfFileId('cloud://env.other/a', 'env', 'env-1')).toBeUndefined()
    expect(pathOfFileId('/a', 'env', 'env-1')).toBeUndefined()
    expect(pathOfFileId(undefined, 'env', 'env-1')).toBeUndefined()
  })
})
