// Gives every pair of colours of text and what is behind it, with an example
// and the ratio of their luminances.
(() => {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const opaque = (colour) => /^rgb\(/.test(colour);
  // What is painted behind an element: the nearest background, in a picture the
  // nearest box.
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const box = at instanceof SVGGElement && at.querySelector(":scope > rect");
      const colour = box ? getComputedStyle(box).fill : getComputedStyle(at).backgroundColor;
      if (opaque(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const pairs = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest("title, desc, script")) continue;
    const style = getComputedStyle(element);
    const front = element instanceof SVGElement ? style.fill : style.color;
    const back = behind(element);
    pairs.set(front + back + element.localName, { text: texts.currentNode.data.trim(), front, back, ratio: ratio(front, back) });
  }
  return Array.from(pairs.values());
})();
