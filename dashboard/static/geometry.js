// Where the points of the map lie, and how they look.

const RAD = Math.PI / 180;
const CENTRE = { lon: 10, lat: 52 };
const LIMITS = [50000, 250000]; // inhabitants: from here on a point is larger
const RADII = [2.6, 4.2, 6.4];
// Far from the continent: drawn in panels of their own, so that a country fills the map.
const REMOTE = [
  { name: "Azores", box: [-32, 36, -24, 40.2] },
  { name: "Madeira", box: [-18, 32, -16, 33.6] },
  { name: "Canary Islands", box: [-18.5, 27.4, -13, 29.6] },
  { name: "Guadeloupe, St Martin", box: [-63.4, 15.7, -60.9, 18.2] },
  { name: "Martinique", box: [-61.4, 14.3, -60.7, 15] },
  { name: "French Guiana", box: [-55, 2, -51, 6.2] },
  { name: "Réunion", box: [55, -21.5, 56, -20.7] },
  { name: "Mayotte", box: [44.9, -13.1, 45.4, -12.5] },
];

// Lambert's azimuthal equal-area projection around the middle of Europe, as Eurostat's maps use it.
function project(lon, lat) {
  const l = (lon - CENTRE.lon) * RAD;
  const p = lat * RAD;
  const q = CENTRE.lat * RAD;
  const k = Math.sqrt(2 / (1 + Math.sin(q) * Math.sin(p) + Math.cos(q) * Math.cos(p) * Math.cos(l)));
  return [k * Math.cos(p) * Math.sin(l), -k * (Math.cos(q) * Math.sin(p) - Math.sin(q) * Math.cos(p) * Math.cos(l))];
}

function inside(box, lon, lat) {
  return lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3];
}

function rings(collection) {
  const all = [];
  for (const { geometry } of collection.features) {
    const polygons = geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates];
    for (const polygon of polygons) for (const ring of polygon) all.push(ring);
  }
  return all;
}

// Each ring keeps its bounds, so that only those in sight are drawn.
function shapes(list) {
  return list.map((ring) => {
    const path = new Path2D();
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    ring.forEach(([lon, lat], i) => {
      const [x, y] = project(lon, lat);
      grow(box, x, y);
      if (i) path.lineTo(x, y);
      else path.moveTo(x, y);
    });
    path.closePath();
    return { path, box };
  });
}

function grow(box, x, y) {
  box[0] = Math.min(box[0], x);
  box[1] = Math.min(box[1], y);
  box[2] = Math.max(box[2], x);
  box[3] = Math.max(box[3], y);
}

function place(points) {
  const count = points.id.length;
  const placed = { count, x: new Float64Array(count), y: new Float64Array(count), panel: new Int8Array(count).fill(-1) };
  for (let i = 0; i < count; i++) {
    [placed.x[i], placed.y[i]] = project(points.lon[i], points.lat[i]);
    placed.panel[i] = REMOTE.findIndex((r) => inside(r.box, points.lon[i], points.lat[i]));
  }
  placed.size = points.population.map((p) => LIMITS.filter((l) => p >= l).length);
  const order = [...points.id.keys()];
  // Absent towns are what the reader looks for: they lie on top.
  const rank = [1, 2, 0];
  order.sort((a, b) => rank[points.state[a]] - rank[points.state[b]] || points.population[b] - points.population[a]);
  placed.order = order;
  placed.bySize = [...points.id.keys()].sort((a, b) => points.population[b] - points.population[a]);
  return placed;
}

function boxOf(placed, keep) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < placed.count; i++) {
    if (keep(i)) grow(box, placed.x[i], placed.y[i]);
  }
  return box[0] === Infinity ? null : box;
}

// One small picture per state and size: stamping it is faster than drawing an arc per town.
function sprite(state, radius, colours, scale, halo) {
  const half = radius + 3;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.ceil(half * 2 * scale);
  const ink = canvas.getContext("2d");
  ink.scale(scale, scale);
  ink.translate(half, half);
  ink.beginPath();
  if (state === 1) {
    const d = radius * 1.3;
    ink.moveTo(0, -d);
    ink.lineTo(d, 0);
    ink.lineTo(0, d);
    ink.lineTo(-d, 0);
    ink.closePath();
  } else ink.arc(0, 0, radius, 0, 2 * Math.PI);
  ink.fillStyle = state === 2 ? colours.paper : colours.state[state];
  ink.strokeStyle = state === 2 ? colours.state[2] : colours.paper;
  ink.lineWidth = state === 2 ? 1.4 : 0.8;
  ink.fill();
  ink.stroke();
  if (halo) {
    ink.beginPath();
    ink.arc(0, 0, radius + 2, 0, 2 * Math.PI);
    ink.strokeStyle = colours.text;
    ink.lineWidth = 1.6;
    ink.stroke();
  }
  return { canvas, half };
}
