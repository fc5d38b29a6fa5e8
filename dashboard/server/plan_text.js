// The figures of a plan are links to their cards, in its text and in the list below. Streamlit forgets
// what was entered on a page when its address is changed; so the place is handed to a field of the page.
const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
let scrolled = 0, here = null, isChosen = false;

function chooseHere(link) {
  const field = document.querySelector(".st-key-plan-at input"), at = new URLSearchParams(link.search).get("at");
  if (!field || !at || link.pathname !== location.pathname) return false;
  enter(field, at);
  return isChosen = true;
}

function enter(field, text) {
  setValue.call(field, text);
  field.dispatchEvent(new Event("input", {bubbles: true}));
  field.dispatchEvent(new FocusEvent("focusout", {bubbles: true}));
}

// Characters marked in the text are entered where a quantity is added by hand.
document.addEventListener("mouseup", () => {
  const marked = getSelection(), field = document.querySelector(".st-key-intake-add-figure input");
  const range = marked.rangeCount && !marked.isCollapsed ? marked.getRangeAt(0) : null;
  if (!field || !range || !range.startContainer.parentElement.closest(".plan-text")) return;
  const part = range.cloneContents();
  part.querySelectorAll("sup").forEach((sign) => sign.remove());
  const text = part.textContent.trim();
  if (text && text.length <= 20) enter(field, text);
});

// The text scrolls by itself and is drawn anew at every press: it stays where it was, with the figure
// that is looked at in sight. Whoever chose one sees its card, and goes on from the figure.
document.addEventListener("scroll", ({target}) => {
  if (target.classList?.contains("plan-text")) scrolled = target.scrollTop;
}, true);
new MutationObserver(() => {
  const now = document.getElementById("plan-here");
  if (now === here) return;
  here = now;
  const pane = here?.closest(".plan-text");
  if (!pane) return;
  pane.scrollTop = scrolled;
  const below = here.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (below < 0 || below > pane.clientHeight - 40) pane.scrollTop += below - 40;
  if (!isChosen) return;
  isChosen = false;
  here.focus({preventScroll: true});
  const card = document.querySelector("[class*=st-key-card-intake], .st-key-card-plan-figure");
  const top = card?.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight / 2) card.scrollIntoView();
}).observe(document, {childList: true, subtree: true});
