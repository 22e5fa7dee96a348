// Keeps the page up to date with what the greenhouse says.

const element = (id) => document.getElementById(id);
const curve = element("curve");
let heights = curve.getAttribute("points").split(" ").map((point) => point.split(",")[1]);

function showDegrees(degrees) {
  element("degrees").value = degrees === null ? "–" : degrees.toFixed(1);
  heights = [...heights, degrees === null ? undefined : 250 - 10 * degrees].slice(-30);
  const points = heights.map((height, second) => [10 * second, height]);
  curve.setAttribute("points", points.filter((point) => point[1]).join(" "));
}

function showPercent(percent) {
  element("percent").value = percent;
  element("slider").value = percent;
}

function showNote(text) {
  const line = document.createElement("li");
  line.textContent = text; // as text: nothing in it is taken for HTML
  const log = element("log");
  log.append(line);
  if (log.children.length > 10) log.firstElementChild.remove(); // as the board does
}

function show(news) {
  if ("degrees" in news) showDegrees(news.degrees);
  if ("percent" in news) showPercent(news.percent);
  if ("note" in news) showNote(news.note);
}

const source = new EventSource("events");
source.onmessage = (event) => show(JSON.parse(event.data));
source.onopen = () => (element("line").textContent = "Live");
source.onerror = () => (element("line").textContent = "The greenhouse does not answer …");
