// Buttons that copy an answer into the clipboard. They are hidden until this script runs: without it they do nothing.
(() => {
  const live = document.querySelector('[data-announce]');
  // Where the desk is not served over https, the browser has no clipboard for scripts; the old command still copies.
  const byCommand = (button, text) => {
    const area = document.createElement('textarea');
    area.value = text;
    area.readOnly = true;
    area.className = 'sr';
    button.after(area);
    area.select();
    const done = document.execCommand('copy');
    if (done) area.remove();
    return done;
  };
  const copy = async (button) => {
    const { copy: text, copied, done, failed } = button.dataset;
    let isDone = false;
    try {
      await navigator.clipboard.writeText(text);
      isDone = true;
    } catch {
      isDone = byCommand(button, text);
    }
    if (live) live.textContent = isDone ? done : failed;
    if (!isDone) return;
    button.firstChild.textContent = copied;
    button.classList.add('is-copied');
    button.focus();
  };
  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => copy(button));
  }
})();
