import type { PreviewPort } from './ports'

/** Taro's own brings 194 KB of slider; one picture full screen, next on tap, closed after the last, is enough. */
export const preview: PreviewPort = {
  open(urls, index) {
    let at = index
    const dialog = document.createElement('dialog')
    dialog.setAttribute('aria-label', '照片，点一下看下一张')
    dialog.style.cssText = 'width:100vw;height:100vh;max-width:none;max-height:none;border:0;padding:0;background:#000'
    const image = document.createElement('img')
    image.style.cssText = 'width:100%;height:100%;object-fit:contain'
    const show = () => {
      const url = urls[at]
      if (url === undefined) dialog.close()
      else {
        image.src = url
        image.alt = `第${at + 1}张，共${urls.length}张`
      }
    }
    dialog.onclick = () => {
      at += 1
      show()
    }
    dialog.onclose = () => dialog.remove()
    dialog.append(image)
    document.body.append(dialog)
    dialog.showModal()
    show()
  },
}
