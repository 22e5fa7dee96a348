// Keys for what the page can do without them: "n" goes to the text, "/" to the search,
// Ctrl+Enter sends the text, Escape leaves the field or the page.
"use strict";

function isTyping(element) {
  return element.matches("input, textarea");
}

function act(element, event) {
  event.preventDefault();
  if (isTyping(element)) {
    element.focus();
  } else {
    element.click();
  }
}

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && at.matches("textarea")) {
    event.preventDefault();
    at.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  if (event.key === "Escape" && isTyping(at) && !document.querySelector("[data-key=Escape]")) {
    at.blur();
    return;
  }
  if (isTyping(at) && event.key !== "Escape") {
    return;
  }
  for (const element of document.querySelectorAll("[data-key]")) {
    if (element.dataset.key === event.key) {
      act(element, event);
    }
  }
});

// Two clicks are not two notes.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent && event.target.method === "post") {
    event.preventDefault();
  }
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) {
    delete form.dataset.sent;
  }
});
