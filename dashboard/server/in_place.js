// Links inside texts lead on in the same window, as those of the menu do: Streamlit opens a window
// of its own for each, and "back" leads nowhere there. With another button or a key held down the
// browser decides, as it does about other sites.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(":is([data-testid=stMarkdownContainer], .plan-text) a[href]");
  const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin || link.hash) return;
  event.preventDefault();
  if (chooseHere(link)) return;
  if (!PAGES.includes(link.pathname.slice(1))) return location.assign(link.href);
  // What Streamlit does when one goes back: it asks the server for the page of the address.
  history.pushState(null, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
});
