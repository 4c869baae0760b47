"""Data for programs, read-only, beside the page: tables, pictures, states, changes, the feed, the record's history.

A question travels one way: `questions` reads it, as `parameters` allow, into one
small value; `addresses` has it answered, by `dashboard.export`, `feed` or the state engine;
`answers` keeps the answer and sends it. What cannot be followed is told by
`problems`. `service` ties them together; `description` and `shapes` say it in
OpenAPI's words.
"""
