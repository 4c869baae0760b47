// Playing: time that moves by itself, at so many days a second or from event to event.

(function (atlas) {
  "use strict";

  const SPEEDS = { week: 7, month: 30.44, quarter: 91.3, year: 365.25, event: 0 }; // days a second
  const SHORTEST_PAUSE = 1600; // ms on an event, and as much again as its title takes to read
  const READING = 45; // ms a character
  const LONGEST_FRAME = 100; // ms that count, so that a hidden page does not leap when it comes back

  /**
   * Build a player. `clock` tells and moves the time: {day(), first(), last(), next(), move(day, event)}, where next()
   * is the event to come or null; `changed(playing)` hears when it starts and stops; `lang()` is the reader's language.
   */
  function build(clock, changed, lang) {
    let playing = false;
    let speed = "month";
    let frame = 0;
    let pause = 0;
    let before = 0;
    let exact = 0; // days and their fraction

    function start() {
      if (playing) return;
      if (clock.day() >= clock.last()) clock.move(clock.first());
      playing = true;
      changed(true);
      go();
    }

    function stop() {
      if (!playing) return;
      playing = false;
      cancelAnimationFrame(frame);
      clearTimeout(pause);
      changed(false);
    }

    function go() {
      cancelAnimationFrame(frame);
      clearTimeout(pause);
      exact = clock.day();
      before = performance.now();
      if (speed === "event") hop();
      else frame = requestAnimationFrame(run);
    }

    function run(now) {
      exact += (SPEEDS[speed] * Math.min(LONGEST_FRAME, Math.max(0, now - before))) / 1000;
      before = now;
      const day = Math.min(Math.floor(exact), clock.last());
      if (day !== clock.day()) clock.move(day);
      if (day >= clock.last()) stop();
      else frame = requestAnimationFrame(run);
    }

    function hop() {
      const event = clock.next();
      if (!event) {
        clock.move(clock.last());
        stop();
        return;
      }
      clock.move(event.day, event.id);
      pause = setTimeout(hop, SHORTEST_PAUSE + READING * event.title[lang() === "fr" ? 1 : 0].length);
    }

    function setSpeed(chosen) {
      speed = chosen;
      if (playing) go();
    }

    return { stop, setSpeed, playing: () => playing, speed: () => speed, toggle: () => (playing ? stop() : start()) };
  }

  atlas.player = { build, SPEEDS };
})(window.SahelAtlas);
