// Ticks every <time data-left> against the server's clock (data-now on <html>), not the visitor's.
// Without this script the page still shows the time left as it was when the server rendered it.
(() => {
  const served = Date.parse(document.documentElement.dataset.now || '');
  if (Number.isNaN(served)) return;
  const opened = performance.now();
  const clocks = [...document.querySelectorAll('time[data-left]')];
  const stamps = document.querySelectorAll('[data-clock]');
  const live = document.querySelector('[data-announce]');
  const words = (ms) => {
    const s = Math.floor(Math.abs(ms) / 1000);
    const d = Math.floor(s / 86400),
      h = Math.floor(s / 3600) % 24,
      m = Math.floor(s / 60) % 60;
    if (d) return `${d} d ${h} h ${m} min`;
    const text = h ? `${h} h ${m} min` : `${m} min`;
    return h >= 4 || ms < 0 ? text : `${text} ${s % 60} s`;
  };
  // Words in the page's language, with {} where the span or the duty goes.
  const { late = '{} late', overdue = '', hour = '' } = document.documentElement.dataset;
  const say = (text, what) => text.replace('{}', () => what);
  const was = new Map();
  const tick = () => {
    const now = served + (performance.now() - opened);
    for (const el of clocks) {
      if (!('left' in el.dataset)) continue;
      const ms = Date.parse(el.dateTime) - now;
      const text = ms < 0 ? say(late, words(ms)) : words(ms);
      if (el.textContent !== text) el.textContent = text;
      const mark = ms < 0 ? overdue : ms < 3600e3 ? hour : '';
      if (live && mark && was.has(el) && was.get(el) !== mark) live.textContent = say(mark, el.dataset.left);
      was.set(el, mark);
    }
    for (const el of stamps) {
      const text = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: el.dataset.clock }).format(now);
      if (el.textContent !== text) el.textContent = text;
    }
  };
  tick();
  setInterval(tick, 1000);
})();
