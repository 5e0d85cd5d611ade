// Shows what the room looks at as large as the screen holds, and no smaller than ten metres allow.
(function () {
  "use strict";
  const LARGEST = 7, SMALLEST = 2.6; // hundredths of the screen's height
  const root = document.documentElement;

  function fit() {
    for (let size = LARGEST; size >= SMALLEST; size -= 0.1) {
      root.style.setProperty("--size", size + "vh");
      if (root.scrollHeight <= window.innerHeight && root.scrollWidth <= window.innerWidth) return;
    }
  }

  document.querySelector("main").addEventListener("shown", fit);
  window.addEventListener("resize", fit);
  fit();
})();
