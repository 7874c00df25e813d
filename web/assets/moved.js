// Until version 0.7 an incident was one long page. A link to a part of it that now has a page of its own is led there;
// without this script it ends on the first page, under the tabs.
(() => {
  const part = decodeURIComponent(location.hash.slice(1));
  if (!part || document.getElementById(part)) return;
  const tab = [...document.querySelectorAll('a[data-was]')].find((a) => a.dataset.was.split(' ').includes(part));
  if (tab) location.replace(`${tab.href}#${part}`);
})();
