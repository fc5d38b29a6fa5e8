// The text of a plan scrolls by itself and is drawn anew at every press: it stays where it was, with
// the figure that is looked at in sight. Whoever chose a figure there sees its card and goes on from it.
let scrolled = 0, here = null, isChosenThere = false;
document.addEventListener("scroll", ({target}) => {
  if (target.classList?.contains("plan-text")) scrolled = target.scrollTop;
}, true);
document.addEventListener("click", ({target}) => { isChosenThere = Boolean(target.closest?.(".plan-text a")); }, true);
new MutationObserver(() => {
  const now = document.getElementById("plan-here");
  if (now === here) return;
  here = now;
  const pane = here?.closest(".plan-text");
  if (!pane) return;
  pane.scrollTop = scrolled;
  const below = here.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (below < 0 || below > pane.clientHeight - 40) pane.scrollTop += below - 40;
  if (!isChosenThere) return;
  isChosenThere = false;
  here.focus({preventScroll: true});
  const card = document.querySelector("[class*=st-key-card-intake], .st-key-card-plan-figure");
  const top = card?.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight / 2) card.scrollIntoView();
}).observe(document, {childList: true, subtree: true});
