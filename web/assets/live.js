// Tells an open desk that something changed. Nothing moves under the hand: figures change in place, a duty that was
// filed says so in its row, and the note offers the page anew. Where no stream of news comes through, the desk is asked
// from time to time. Without this script the page is as it was when it was rendered.
(() => {
  const note = document.querySelector('[data-live]');
  if (!note) return;
  const announce = document.querySelector('[data-announce]');
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const most = Number(note.dataset.most);
  const figure = (n) => (n > most ? `${numbers.format(most)}+` : numbers.format(n));
  const news = new URL(note.dataset.live, location.href);
  const ASK_MS = 15_000;
  let seen = 0;
  const endRow = ({ breachId, obligation, type }) => {
    const word = { filed: note.dataset.filed, 'obligation-waived': note.dataset.waived }[type];
    const row = word && document.querySelector(`tr[data-c="${CSS.escape(`${breachId}/${obligation}`)}"]`);
    if (!row) return;
    const [state, left] = [row.querySelector('.st'), row.querySelector('.left')];
    row.classList.add('is-done');
    state.className = `st ${type === 'filed' ? 'filed' : 'waived'}`;
    state.textContent = word;
    delete left.dataset.left;
  };
  const tell = (text, href, link) => {
    const [words, onward] = note.children;
    words.textContent = text;
    if (href) Object.assign(onward, { href, textContent: link });
    if (announce && (note.hidden || href)) announce.textContent = text;
    note.hidden = false;
  };
  const hear = ({ changes, counters }) => {
    for (const [group, n] of Object.entries(counters)) {
      const shown = document.querySelector(`[data-count="${group}"]`);
      if (shown && shown.textContent !== figure(n)) shown.textContent = figure(n);
    }
    if (changes.length === 0) return;
    const last = changes
      .map(({ at }) => at)
      .sort()
      .at(-1);
    if (last > news.searchParams.get('since')) news.searchParams.set('since', last);
    for (const change of changes) endRow(change);
    seen += changes.length;
    tell(seen === 1 ? note.dataset.one : note.dataset.many.replace('{}', figure(seen)));
  };
  const ask = async () => {
    const answer = await fetch(news, { headers: { accept: 'application/json' }, redirect: 'manual' }).catch(() => null);
    if (answer?.ok) hear(await answer.json());
    // Led to the door: the session has ended, and only a person can come back.
    if (answer?.type === 'opaqueredirect' || answer?.status === 401)
      return tell(note.dataset.ended, note.dataset.signIn, note.dataset.again);
    if (!answer || answer.ok || answer.status === 429 || answer.status >= 500) setTimeout(ask, ASK_MS);
  };
  if (!window.EventSource) return void ask();
  const stream = new EventSource(note.dataset.live);
  stream.onmessage = ({ data }) => hear(JSON.parse(data));
  // A stream that breaks is opened anew by the browser; one that was refused, or cut by a proxy, is not.
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) ask();
  };
})();
