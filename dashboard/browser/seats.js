// Where symbols stand so that none hides another: seats in rings around a place.

(function (atlas) {
  "use strict";

  const RINGS = 6;
  const CELL = 32; // px, about the size of a symbol: a box lies in few cells, a cell holds few boxes

  // One seat in the middle, six around it, then wider rings; in units of a symbol's size.
  const SEATS = [[0, 0]];
  for (let ring = 1; ring <= RINGS; ring++) {
    for (let seat = 0; seat < 6 * ring; seat++) {
      const turn = (Math.PI * seat) / (3 * ring) - Math.PI / 6;
      SEATS.push([ring * Math.cos(turn), ring * Math.sin(turn)]);
    }
  }
  const seatsIn = (rings) => 1 + 3 * rings * (rings + 1);

  const apart = (one, other) => one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1];

  /** Ground on which boxes [left, top, right, bottom] stand apart: O(1) to ask for one and to take it. */
  function ground() {
    const cells = new Map();

    function* around(box) {
      for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++) {
        for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) yield x * 65536 + y;
      }
    }

    function free(box) {
      for (const cell of around(box)) {
        const taken = cells.get(cell);
        if (taken && taken.some((other) => !apart(box, other))) return false;
      }
      return true;
    }

    function take(box) {
      for (const cell of around(box)) {
        const taken = cells.get(cell);
        if (taken) taken.push(box);
        else cells.set(cell, [box]);
      }
    }

    /**
     * Take a seat around a point: the one taken before if it is free, else the first free one;
     * -1 where all are taken.
     */
    function seat(point, size, before, rings) {
      const count = seatsIn(rings);
      for (let i = before < count ? -1 : 0; i < count; i++) {
        const tried = i < 0 ? before : i;
        const box = boxAt(point, tried, size);
        if (!free(box)) continue;
        take(box);
        return tried;
      }
      return -1;
    }

    return { free, take, seat };
  }

  /** The box of a symbol of a size on a seat around a point. */
  function boxAt(point, seat, size) {
    const x = point.x + SEATS[seat][0] * size;
    const y = point.y + SEATS[seat][1] * size;
    const half = size / 2 - 1.5;
    return [x - half, y - half, x + half, y + half];
  }

  /** How far a seat lies from its place, in symbol sizes. */
  const offset = (seat) => SEATS[seat];

  atlas.seats = { ground, offset, boxAt, RINGS };
})(window.SahelAtlas);
