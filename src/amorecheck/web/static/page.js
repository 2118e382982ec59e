// Saves the reader a few steps; every page works without it. No words stand here: they come from the page or the server.
"use strict";
(() => {
  document.documentElement.classList.add("script");

  const form = document.querySelector("form.upload");
  if (form) {
    const input = form.querySelector("input[type=file]");
    const area = form.querySelector(".drop");
    const button = form.querySelector("button[data-busy]");
    for (const name of ["dragenter", "dragover"]) {
      area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); });
    }
    for (const name of ["dragleave", "drop"]) {
      area.addEventListener(name, (event) => { if (name === "drop" || !area.contains(event.relatedTarget)) area.classList.remove("over"); });
    }
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.focus(); }
    });
    form.addEventListener("submit", (event) => {
      const file = input.files[0];
      if (file && file.size > Number(form.dataset.largest)) {
        // The server would refuse it too, but only after the browser has begun to send.
        event.preventDefault();
        document.getElementById("fouten")?.remove();
        const summary = document.getElementById("te-groot").content.cloneNode(true);
        document.querySelector("main").prepend(summary);
        document.getElementById("fouten").focus();
        return;
      }
      button.disabled = true;
      form.querySelector(".sending").textContent = button.dataset.busy;
    });
    // A page that comes back from the browser's memory must work again.
    window.addEventListener("pageshow", () => { button.disabled = false; form.querySelector(".sending").textContent = ""; });
  }

  for (const link of document.querySelectorAll(".faults a[href^='#']")) {
    link.addEventListener("click", (event) => {
      const field = document.querySelector(link.getAttribute("href"));
      if (field) { event.preventDefault(); field.focus(); }
    });
  }

  const wait = document.querySelector("[data-follow]");
  if (wait) {
    const status = wait.querySelector("[role=status]");
    const bar = wait.querySelector("progress");
    let failures = 0;
    // Who stops the check is on the way to another page: following on would bring them back to one that is gone.
    let leaving = false;
    document.addEventListener("submit", () => { leaving = true; });
    const show = (news) => {
      // Only a change is written: a screen reader announces every write.
      if (status.textContent !== news.text) status.textContent = news.text;
      bar.max = news.steps;
      bar.value = news.value;
      let past = true;
      for (const step of wait.querySelectorAll("[data-step]")) {
        const now = step.dataset.step === news.step;
        if (now) past = false;
        now ? step.setAttribute("aria-current", "step") : step.removeAttribute("aria-current");
        step.classList.toggle("past", past && news.step !== "");
      }
    };
    const ask = async () => {
      try {
        const answer = await fetch(wait.dataset.follow, { headers: { accept: "application/json" } });
        const news = await answer.json();
        failures = 0;
        if (leaving) return;
        if (news.stage === "wacht" || news.stage === "bezig") {
          show(news);
        } else {
          location.replace(news.stage === "klaar" ? wait.dataset.report : wait.dataset.page);
          return;
        }
      } catch {
        if (leaving) return;
        failures += 1;
        if (failures > 20) { location.reload(); return; }
      }
      setTimeout(ask, failures ? 2000 : 500);
    };
    setTimeout(ask, 200);
  }
})();
