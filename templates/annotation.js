(function () {
  var lines = Array.prototype.slice.call(document.querySelectorAll('.line[role=button]'));
  function set(line, open) {
    line.setAttribute('aria-expanded', open ? 'true' : 'false');
    line.querySelector('.mark').textContent = open ? '\u2212' : '+';
    line.nextElementSibling.hidden = !open;
  }
  function isOpen(line) { return line.getAttribute('aria-expanded') === 'true'; }
  lines.forEach(function (line, at) {
    line.addEventListener('click', function () { set(line, !isOpen(line)); });
    line.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' || event.key === ' ') { set(line, !isOpen(line)); event.preventDefault(); }
      var next = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : -1;
      if (lines[next]) { lines[next].focus(); event.preventDefault(); }
    });
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'a' || event.ctrlKey || event.metaKey || event.altKey) return;
    var open = !lines.some(isOpen);
    lines.forEach(function (line) { set(line, open); });
  });
})();
