// One panel for all words of the field, opened by a press on a word in a text (a link to #word-...)
// or on one below the page, where those stand that occur on it. The server is asked nothing.
const LINK = 'a[href^="#word-"]'
const NARROW = 640 // pixels, as in style.css
const LOOK_AFTER = 700 // milliseconds; a page is painted in many small steps
const running = new WeakMap()

export default function ({ data, parentElement }) {
  const words = running.get(parentElement) ?? start(parentElement)
  running.set(parentElement, words)
  words.take(data)
  return () => {
    words.stop()
    running.delete(parentElement)
  }
}

function start(root) {
  const part = (name) => root.querySelector(`.${name}`)
  const [foot, chips, panel, title, body, all] =
    ["foot", "chips", "panel", "title", "body", "all"].map(part)
  const main = document.querySelector('[data-testid="stMain"]') ?? document.body
  const ending = new AbortController()
  const on = (target, name, act, more) =>
    target.addEventListener(name, act, { signal: ending.signal, ...more })
  let terms = []
  let shown = ""
  let timer = 0

  let opener = null

  const open = (near) => {
    opener = near ?? opener
    if (!panel.matches(":popover-open")) panel.showPopover()
    place(panel, near)
    body.scrollTop = 0
    panel.focus({ preventScroll: true })
  }
  const openOne = (id, near) => {
    const term = terms.find((one) => one.id === id)
    if (!term) return
    title.textContent = term.title
    body.replaceChildren(text("p", term.sentence))
    all.hidden = false
    open(near)
  }
  const openAll = (near) => {
    title.textContent = "Words"
    const list = document.createElement("dl")
    const sorted = [...terms].sort((a, b) => a.title.localeCompare(b.title))
    list.append(...sorted.flatMap((one) => [text("dt", one.title), text("dd", one.sentence)]))
    body.replaceChildren(list)
    all.hidden = true
    open(near)
  }
  const pressed = (event) => {
    const link = event.target.closest?.(LINK)
    if (!link) return
    event.preventDefault()
    openOne(link.hash.slice("#word-".length), link)
  }
  const chip = (words, act) => {
    const button = text("button", words)
    button.type = "button"
    button.ariaHasPopup = "dialog"
    on(button, "click", () => act(button))
    return button
  }
  const look = () => {
    timer = 0
    // A table is painted; what it says lies inside its canvas, for screen readers.
    const painted = [...main.querySelectorAll("canvas")].map((table) => table.textContent)
    const said = [main.innerText, ...painted].join("\n")
    const here = terms.filter((one) => one.finds.test(said))
    const ids = here.map((one) => one.id).join()
    for (const link of document.querySelectorAll(LINK)) {
      link.setAttribute("role", "button")
      link.setAttribute("aria-haspopup", "dialog")
    }
    // The stylesheet writes this word on the button, and a screen reader shall say the same.
    document.querySelector('[data-testid="stExpandSidebarButton"]')?.setAttribute("aria-label", "Pages")
    if (ids === shown && chips.hasChildNodes()) return
    shown = ids
    chips.replaceChildren(
      ...here.map((one) => chip(one.title, (near) => openOne(one.id, near))),
      chip("All words", openAll)
    )
    foot.hidden = false
  }
  const soon = () => {
    timer ||= setTimeout(look, LOOK_AFTER)
  }
  const watch = new MutationObserver(soon)
  watch.observe(document.querySelector(".stApp") ?? main, { childList: true, subtree: true, characterData: true })

  on(document, "click", pressed, { capture: true })
  on(document, "keydown", (event) => {
    // What says that it is a button obeys the space bar too.
    if (event.key === " ") pressed(event)
  })
  // A keyboard goes on where it was, unless something else was pressed to close the panel.
  on(panel, "toggle", (event) => {
    const lost = [document.body, root.host].includes(document.activeElement)
    if (event.newState === "closed" && lost) opener?.focus({ preventScroll: true })
  })
  on(part("close"), "click", () => panel.hidePopover())
  on(all, "click", () => openAll(null))

  return {
    take(given) {
      terms = given.map((one) => ({ ...one, finds: new RegExp(one.pattern, "i") }))
      soon()
    },
    stop() {
      ending.abort()
      watch.disconnect()
      clearTimeout(timer)
    },
  }
}

function text(kind, words) {
  const element = document.createElement(kind)
  element.textContent = words
  return element
}

// Below what was pressed, above it where there is more room; on a phone the sheet at the bottom.
function place(panel, near) {
  if (innerWidth <= NARROW || !near) {
    if (innerWidth <= NARROW) panel.style.inset = "auto 0 0 0"
    return
  }
  const { left, top, bottom } = near.getBoundingClientRect()
  const width = panel.offsetWidth
  const x = Math.max(16, Math.min(left, innerWidth - width - 16))
  const below = innerHeight - bottom
  panel.style.inset =
    below > top ? `${bottom + 8}px auto auto ${x}px` : `auto auto ${innerHeight - top + 8}px ${x}px`
}
