/* What may be too wide for its box takes the focus, to be scrolled by keyboard: docs/_ext/access.py
   has it so, also where no script runs. Here it is taken back from what fits, at every new width,
   before that is drawn. */
"use strict";

const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
    } else {
      target.removeAttribute("tabindex");
    }
  }
});

document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(".highlight pre, .table-wrapper")) {
    boxes.observe(box);
  }
  /* There the arrow keys scroll; Sphinx's own script would turn to another page. */
  document.body.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (["ArrowLeft", "ArrowRight"].includes(key) && target.scrollWidth > target.clientWidth) {
      event.stopPropagation();
    }
  });
});
